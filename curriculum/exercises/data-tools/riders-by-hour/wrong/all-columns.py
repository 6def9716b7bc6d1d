# misconception: no-column-chosen
# fails: one_number_per_hour
# says: expected one column
# hint: Without a column behind groupby, pandas works on all of them. Put ["bikers"] before .mean().
import pandas as pd

bikes = pd.read_csv("bikes.csv")


def timetable(table):
    return table.groupby("hr").mean(numeric_only=True)


def busiest_hour(table):
    return timetable(table)["bikers"].idxmax()


def by_weather(table):
    return table.groupby("weathersit")["bikers"].agg(["mean", "size"])
