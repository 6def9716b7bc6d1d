# misconception: present-for-missing
# fails: counts_missing
# says: counts the values that are there
# hint: notna is True where a value stands. isna is True at a gap.
import pandas as pd


def profile(table):
    kind = table.dtypes.astype(str)
    missing = table.notna().sum()
    different = table.nunique()
    return pd.DataFrame({"kind": kind, "missing": missing, "different": different})


def one_row_each(table, key):
    return not table.duplicated(key).any()


def rare(table, column, least):
    counts = table[column].value_counts()
    return list(counts[counts < least].index)
