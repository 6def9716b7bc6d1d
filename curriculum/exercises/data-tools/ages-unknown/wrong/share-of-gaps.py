# misconception: wrong-whole
# fails: share_in_class
# says: which share of all gaps lies in the class
# hint: You divide the gaps of the class by all gaps. Divide them by the number of passengers in the class.
import pandas as pd


def count_missing(table):
    return table.isna().sum()


def share_missing(table, ticket_class):
    gaps = table[table["age"].isna()]
    return (gaps["ticket_class"] == ticket_class).mean()


def fill_ages(table):
    table = table.copy()
    table["age_missing"] = table["age"].isna()
    table["age"] = table["age"].fillna(table["age"].median())
    return table
