import pandas as pd

penguins = pd.read_csv("penguins.csv")
print(penguins.head(3))


def heavy(table, species, limit):
    """The penguins of one species above a mass, heaviest first, in three columns."""
    rows = table[(table["species"] == species) & (table["body_mass_g"] > limit)]
    rows = rows.sort_values("body_mass_g", ascending=False)
    return rows[["island", "sex", "body_mass_g"]]


def first_and_rest(table, n):
    """Two tables: the first n rows, and the rest."""
    return table.iloc[:n], table.iloc[n:]


print(heavy(penguins, "Gentoo", 5800))
first, rest = first_and_rest(penguins, 300)
print(len(first), "rows and", len(rest), "rows")
