# misconception: result-not-stored
# fails: fills_the_gaps
# says: ages are still missing
# hint: fillna does not change the column. It returns a new one, and that has to be stored in table["age"].
import pandas as pd


def count_missing(table):
    return table.isna().sum()


def share_missing(table, ticket_class):
    rows = table[table["ticket_class"] == ticket_class]
    return rows["age"].isna().mean()


def fill_ages(table):
    table = table.copy()
    table["age_missing"] = table["age"].isna()
    table["age"].fillna(table["age"].median())
    return table
