# misconception: or-for-and
# fails: right_rows
# says: at least one condition holds
# hint: | keeps rows where one of the two holds. & keeps rows where both hold.
import pandas as pd


def heavy(table, species, limit):
    rows = table[(table["species"] == species) | (table["body_mass_g"] > limit)]
    rows = rows.sort_values("body_mass_g", ascending=False)
    return rows[["island", "sex", "body_mass_g"]]


def first_and_rest(table, n):
    return table.iloc[:n], table.iloc[n:]
