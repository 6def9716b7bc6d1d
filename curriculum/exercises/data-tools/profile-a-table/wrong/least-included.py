# misconception: limit-included
# fails: lists_rare_values
# says: exactly as many rows as least
# hint: <= keeps a value that stands in exactly that many rows. Fewer is <.
import pandas as pd


def profile(table):
    kind = table.dtypes.astype(str)
    missing = table.isna().sum()
    different = table.nunique()
    return pd.DataFrame({"kind": kind, "missing": missing, "different": different})


def one_row_each(table, key):
    return not table.duplicated(key).any()


def rare(table, column, least):
    counts = table[column].value_counts()
    return list(counts[counts <= least].index)
