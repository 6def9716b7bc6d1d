# misconception: count-skips-missing
# fails: weather_table
# says: leaves out hours whose riders are unknown
# hint: count skips rows where bikers is missing. You want the number of hours, so use size.
import pandas as pd

bikes = pd.read_csv("bikes.csv")


def timetable(table):
    return table.groupby("hr")["bikers"].mean()


def busiest_hour(table):
    return timetable(table).idxmax()


def by_weather(table):
    answer = table.groupby("weathersit")["bikers"].agg(["mean", "count"])
    return answer.rename(columns={"count": "size"})
