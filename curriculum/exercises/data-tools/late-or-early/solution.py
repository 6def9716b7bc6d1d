import pandas as pd

flights = pd.read_csv("flights.csv")
print(flights[["origin", "dest", "temp", "dep_delay", "arr_delay"]].head(5))


def add_columns(table):
    """A copy of the table with the columns route, temp_c, off_by and faster."""
    table = table.copy()
    table["route"] = table["origin"] + "-" + table["dest"]
    table["temp_c"] = (table["temp"] - 32) / 1.8
    table["off_by"] = (table["arr_delay"] - table["dep_delay"]).abs()
    table["faster"] = table["arr_delay"] < table["dep_delay"]
    return table


more = add_columns(flights)
print(more.iloc[:5, -4:])  # the last four columns
print("off by", more["off_by"].mean(), "minutes on average")
print("share that made up time:", more["faster"].mean())
