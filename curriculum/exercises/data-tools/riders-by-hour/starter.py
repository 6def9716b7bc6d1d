import pandas as pd

bikes = pd.read_csv("bikes.csv")
print(bikes[["hr", "weathersit", "bikers"]].head(3))


# def gives a name to the steps below it. The checks call your steps with other tables.
# What stands behind return is what the caller gets. Replace each None.


def timetable(table):
    """The mean of bikers for each hr."""
    return None


def busiest_hour(table):
    """The hr with the highest mean of bikers."""
    return None


def by_weather(table):
    """For each weathersit: the mean of bikers and the number of hours (size)."""
    return None


print(timetable(bikes))
print("busiest hour:", busiest_hour(bikes))
print(by_weather(bikes))
