# misconception: window-holds-today
# fails: mean_of_three
# says: has today among its three days
# hint: rolling(3) ends at this row. shift(1) before it moves the window one day back.
import pandas as pd


def add_past(table):
    table = table.copy()
    table["date"] = pd.to_datetime(table["date"])
    table = table.sort_values("date")
    table["rain_before"] = table["precipitation"].shift(1)
    table["mean_before"] = table["precipitation"].rolling(3).mean()
    return table
