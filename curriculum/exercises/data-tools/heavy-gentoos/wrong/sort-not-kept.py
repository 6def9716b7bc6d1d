# misconception: result-not-stored
# fails: heaviest_first
# says: keep that one
# hint: rows.sort_values(...) returns a new table. Store it, or the old order stays.
import pandas as pd


def heavy(table, species, limit):
    rows = table[(table["species"] == species) & (table["body_mass_g"] > limit)]
    rows.sort_values("body_mass_g", ascending=False)
    return rows[["island", "sex", "body_mass_g"]]


def first_and_rest(table, n):
    return table.iloc[:n], table.iloc[n:]
