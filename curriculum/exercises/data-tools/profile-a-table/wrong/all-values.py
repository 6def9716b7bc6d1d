# misconception: values-for-different-values
# fails: counts_different
# says: repeated ones too
# hint: count says how many values are there. nunique counts each value once.
import pandas as pd


def profile(table):
    kind = table.dtypes.astype(str)
    missing = table.isna().sum()
    different = table.count()
    return pd.DataFrame({"kind": kind, "missing": missing, "different": different})


def one_row_each(table, key):
    return not table.duplicated(key).any()


def rare(table, column, least):
    counts = table[column].value_counts()
    return list(counts[counts < least].index)
