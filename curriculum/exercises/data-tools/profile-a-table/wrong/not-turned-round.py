# misconception: opposite-answer
# fails: key_of_a_row
# says: the opposite of what is asked
# hint: duplicated(key).any() is True when rows repeat. The question is whether they do not: put not in front.
import pandas as pd


def profile(table):
    kind = table.dtypes.astype(str)
    missing = table.isna().sum()
    different = table.nunique()
    return pd.DataFrame({"kind": kind, "missing": missing, "different": different})


def one_row_each(table, key):
    return table.duplicated(key).any()


def rare(table, column, least):
    counts = table[column].value_counts()
    return list(counts[counts < least].index)
