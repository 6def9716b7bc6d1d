import matplotlib.pyplot as plt
import pandas as pd

bikes = pd.read_csv("bikes.csv")
print(bikes.head(3))

# A picture of the column that a model would predict.
plt.hist(bikes["bikers"], bins=30)
plt.xlabel("riders in an hour")
plt.ylabel("hours")
plt.show()


# def gives a name to the steps below it. The checks call your steps with other tables.
def profile(table):
    """One row per column: kind, missing, different."""
    kind = table.dtypes.astype(str)  # what the column holds: numbers or text
    missing = None
    different = None
    # Three columns beside each other make a table. Leave this line as it is.
    return pd.DataFrame({"kind": kind, "missing": missing, "different": different})


def one_row_each(table, key):
    """Whether no two rows agree in all columns of the key."""
    return None


def rare(table, column, least):
    """The values of a column that stand in fewer than `least` rows."""
    return None


print(profile(bikes))
print("one row per day:", one_row_each(bikes, ["day"]))
print("one row per day and hour:", one_row_each(bikes, ["day", "hr"]))
print("rare weather:", rare(bikes, "weathersit", 50))
