# misconception: result-not-stored
# fails: oldest_first
# says: The days are not in order
# hint: table.sort_values("date") returns a sorted table and leaves the old one. Store it: table = ...
import pandas as pd


def add_past(table):
    table = table.copy()
    table["date"] = pd.to_datetime(table["date"])
    table.sort_values("date")
    table["rain_before"] = table["precipitation"].shift(1)
    table["mean_before"] = table["precipitation"].shift(1).rolling(3).mean()
    return table
