# misconception: max-for-idxmax
# fails: names_the_hour
# says: how many people ride
# hint: max gives the highest mean itself. idxmax gives the hour at which it stands.
import pandas as pd

bikes = pd.read_csv("bikes.csv")


def timetable(table):
    return table.groupby("hr")["bikers"].mean()


def busiest_hour(table):
    return timetable(table).max()


def by_weather(table):
    return table.groupby("weathersit")["bikers"].agg(["mean", "size"])
