# misconception: flag-after-filling
# fails: remembers_the_gaps
# says: age_missing is False everywhere
# hint: You fill the gaps and look for them afterwards. Make age_missing first.
import pandas as pd


def count_missing(table):
    return table.isna().sum()


def share_missing(table, ticket_class):
    rows = table[table["ticket_class"] == ticket_class]
    return rows["age"].isna().mean()


def fill_ages(table):
    table = table.copy()
    table["age"] = table["age"].fillna(table["age"].median())
    table["age_missing"] = table["age"].isna()
    return table
