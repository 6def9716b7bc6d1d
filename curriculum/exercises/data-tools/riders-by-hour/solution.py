import pandas as pd

bikes = pd.read_csv("bikes.csv")
print(bikes[["hr", "weathersit", "bikers"]].head(3))


def timetable(table):
    """The mean of bikers for each hr."""
    return table.groupby("hr")["bikers"].mean()


def busiest_hour(table):
    """The hr with the highest mean of bikers."""
    return timetable(table).idxmax()


def by_weather(table):
    """For each weathersit: the mean of bikers and the number of hours (size)."""
    return table.groupby("weathersit")["bikers"].agg(["mean", "size"])


print(timetable(bikes))
print("busiest hour:", busiest_hour(bikes))
print(by_weather(bikes))
