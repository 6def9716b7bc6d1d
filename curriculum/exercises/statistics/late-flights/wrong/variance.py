# misconception: variance-for-std
# fails: spread_of_delays
# says: in square minutes
# hint: var is the mean of the squared distances. std takes the root, so it is in minutes again.
import pandas as pd


def describe(delays):
    return {
        "mean": delays.mean(),
        "median": delays.median(),
        "std": delays.var(),
        "q90": delays.quantile(0.9),
        "iqr": delays.quantile(0.75) - delays.quantile(0.25),
    }
