# misconception: columns-not-chosen
# fails: three_columns
# says: heavy returns every column
# hint: The rows are chosen, the columns are not. A list of names in brackets keeps three of them.
import pandas as pd


def heavy(table, species, limit):
    rows = table[(table["species"] == species) & (table["body_mass_g"] > limit)]
    return rows.sort_values("body_mass_g", ascending=False)


def first_and_rest(table, n):
    return table.iloc[:n], table.iloc[n:]
