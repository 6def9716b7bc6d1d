# misconception: shift-looks-ahead
# fails: rain_of_yesterday
# says: looks into the future
# hint: shift(-1) takes the row below, which is tomorrow. shift(1) takes the row above.
import pandas as pd


def add_past(table):
    table = table.copy()
    table["date"] = pd.to_datetime(table["date"])
    table = table.sort_values("date")
    table["rain_before"] = table["precipitation"].shift(-1)
    table["mean_before"] = table["precipitation"].shift(1).rolling(3).mean()
    return table
