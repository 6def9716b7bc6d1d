# misconception: dates-as-text
# fails: holds_dates
# says: store them under the same name
# hint: Dates as text sort by their letters and know no days between them. pd.to_datetime makes dates of them.
import pandas as pd


def add_past(table):
    table = table.copy()
    table = table.sort_values("date")
    table["rain_before"] = table["precipitation"].shift(1)
    table["mean_before"] = table["precipitation"].shift(1).rolling(3).mean()
    return table
