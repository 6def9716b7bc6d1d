# misconception: shift-before-sorting
# fails: rain_of_yesterday
# says: sorted by date before shift looks
# hint: You shift first and sort afterwards. Then the row above was some other day. Sort first.
import pandas as pd


def add_past(table):
    table = table.copy()
    table["date"] = pd.to_datetime(table["date"])
    table["rain_before"] = table["precipitation"].shift(1)
    table["mean_before"] = table["precipitation"].shift(1).rolling(3).mean()
    return table.sort_values("date")
