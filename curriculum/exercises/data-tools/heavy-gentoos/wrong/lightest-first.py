# misconception: sorts-upwards
# fails: heaviest_first
# says: The lightest stands first
# hint: sort_values begins with the smallest. ascending=False turns that round.
import pandas as pd


def heavy(table, species, limit):
    rows = table[(table["species"] == species) & (table["body_mass_g"] > limit)]
    rows = rows.sort_values("body_mass_g")
    return rows[["island", "sex", "body_mass_g"]]


def first_and_rest(table, n):
    return table.iloc[:n], table.iloc[n:]
