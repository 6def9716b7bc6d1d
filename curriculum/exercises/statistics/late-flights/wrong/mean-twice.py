# misconception: mean-for-median
# fails: median_of_delays
# says: the same number as mean
# hint: You used mean for both. median sorts the flights and takes the one in the middle.
import pandas as pd


def describe(delays):
    return {
        "mean": delays.mean(),
        "median": delays.mean(),
        "std": delays.std(),
        "q90": delays.quantile(0.9),
        "iqr": delays.quantile(0.75) - delays.quantile(0.25),
    }
