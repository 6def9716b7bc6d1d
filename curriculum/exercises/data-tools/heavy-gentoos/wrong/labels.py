# misconception: loc-for-iloc
# fails: cuts_in_two
# says: loc looks for labels of rows
# hint: loc[:n] goes to the row with the label n and includes it. iloc[:n] takes n rows by position.
import pandas as pd


def heavy(table, species, limit):
    rows = table[(table["species"] == species) & (table["body_mass_g"] > limit)]
    rows = rows.sort_values("body_mass_g", ascending=False)
    return rows[["island", "sex", "body_mass_g"]]


def first_and_rest(table, n):
    table = table.reset_index(drop=True)
    return table.loc[:n], table.loc[n:]
