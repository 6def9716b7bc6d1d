import matplotlib.pyplot as plt
import pandas as pd

flights = pd.read_csv("flights.csv")
delays = flights["dep_delay"]  # one column: minutes late at departure
print(delays.head(5))

plt.hist(delays, bins=60)
plt.xlabel("minutes late at departure")
plt.ylabel("flights")
plt.show()


# def gives a name to the steps below it. The checks call your steps with other delays.
# The curly brackets hold each number under its name. Replace each None.
def describe(delays):
    """Centre and spread of a column in five numbers."""
    return {
        "mean": None,
        "median": None,
        "std": None,
        "q90": None,
        "iqr": None,
    }


print(pd.Series(describe(delays)))
