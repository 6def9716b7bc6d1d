# misconception: fills-with-zero
# fails: fills_the_gaps
# says: newborn babies
# hint: 0 is an age like any other. The median of the known ages is a guess that fits in.
import pandas as pd


def count_missing(table):
    return table.isna().sum()


def share_missing(table, ticket_class):
    rows = table[table["ticket_class"] == ticket_class]
    return rows["age"].isna().mean()


def fill_ages(table):
    table = table.copy()
    table["age_missing"] = table["age"].isna()
    table["age"] = table["age"].fillna(0)
    return table
