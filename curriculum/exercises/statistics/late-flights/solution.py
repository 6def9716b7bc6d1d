import matplotlib.pyplot as plt
import pandas as pd

flights = pd.read_csv("flights.csv")
delays = flights["dep_delay"]  # one column: minutes late at departure
print(delays.head(5))

plt.hist(delays, bins=60)
plt.xlabel("minutes late at departure")
plt.ylabel("flights")
plt.show()


def describe(delays):
    """Centre and spread of a column in five numbers."""
    return {
        "mean": delays.mean(),
        "median": delays.median(),
        "std": delays.std(),
        "q90": delays.quantile(0.9),
        "iqr": delays.quantile(0.75) - delays.quantile(0.25),
    }


print(pd.Series(describe(delays)))
