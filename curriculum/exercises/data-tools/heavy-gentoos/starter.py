import pandas as pd

penguins = pd.read_csv("penguins.csv")
print(penguins.head(3))


# def gives a name to the steps below it. The checks call your steps with other tables.
# What stands behind return is what the caller gets. Replace each None.
def heavy(table, species, limit):
    """The penguins of one species above a mass, heaviest first, in three columns."""
    return None


def first_and_rest(table, n):
    """Two tables: the first n rows, and the rest."""
    return None, None


print(heavy(penguins, "Gentoo", 5800))
first, rest = first_and_rest(penguins, 300)

# Remove the # when your second function is there.
# print(len(first), "rows and", len(rest), "rows")
