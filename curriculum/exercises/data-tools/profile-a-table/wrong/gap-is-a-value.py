# misconception: gap-counted-as-value
# fails: counts_different
# says: counts a gap as a value of its own
# hint: With dropna=False, nunique counts the gap too. Without it, gaps are left out.
import pandas as pd


def profile(table):
    kind = table.dtypes.astype(str)
    missing = table.isna().sum()
    different = table.nunique(dropna=False)
    return pd.DataFrame({"kind": kind, "missing": missing, "different": different})


def one_row_each(table, key):
    return not table.duplicated(key).any()


def rare(table, column, least):
    counts = table[column].value_counts()
    return list(counts[counts < least].index)
