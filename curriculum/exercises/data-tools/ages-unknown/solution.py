import pandas as pd

passengers = pd.read_csv("titanic.csv")
print(passengers.iloc[14:17])


def count_missing(table):
    """The number of missing values in each column."""
    return table.isna().sum()


def share_missing(table, ticket_class):
    """The share of the passengers of one class whose age is missing."""
    rows = table[table["ticket_class"] == ticket_class]
    return rows["age"].isna().mean()


def fill_ages(table):
    """A copy with the column age_missing, and the gaps of age filled with the median."""
    table = table.copy()
    table["age_missing"] = table["age"].isna()
    table["age"] = table["age"].fillna(table["age"].median())
    return table


print(count_missing(passengers))
print("1st class:", share_missing(passengers, "1st"))
print("3rd class:", share_missing(passengers, "3rd"))
print(fill_ages(passengers).iloc[14:17])
