# misconception: sum-for-mean
# fails: means_of_hours
# says: adds the riders of an hour up
# hint: You use sum. The sum grows with every day in the table; the guess for one hour is the mean.
import pandas as pd

bikes = pd.read_csv("bikes.csv")


def timetable(table):
    return table.groupby("hr")["bikers"].sum()


def busiest_hour(table):
    return timetable(table).idxmax()


def by_weather(table):
    return table.groupby("weathersit")["bikers"].agg(["mean", "size"])
