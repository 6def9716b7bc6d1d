# misconception: drops-instead-of-filling
# fails: fills_the_gaps
# says: rows with gaps were dropped
# hint: dropna removes the passengers themselves. fillna keeps them and fills the gap.
import pandas as pd


def count_missing(table):
    return table.isna().sum()


def share_missing(table, ticket_class):
    rows = table[table["ticket_class"] == ticket_class]
    return rows["age"].isna().mean()


def fill_ages(table):
    table = table.copy()
    table["age_missing"] = table["age"].isna()
    return table.dropna(subset=["age"])
