import pandas as pd

weather = pd.read_csv("seattle-weather.csv")
print(weather[["date", "precipitation", "weather"]].head(5))
print("kind of the column date:", weather["date"].dtype)


def add_past(table):
    """The table sorted by date, with the rain of the days before in each row."""
    table = table.copy()
    table["date"] = pd.to_datetime(table["date"])
    table = table.sort_values("date")
    table["rain_before"] = table["precipitation"].shift(1)
    table["mean_before"] = table["precipitation"].shift(1).rolling(3).mean()
    return table


# The first two and the last two columns.
print(add_past(weather).iloc[:6, [0, 1, -2, -1]])
