# misconception: missing-counted
# fails: mean_of_delays
# says: counts cancelled flights
# hint: len counts the cancelled flights too, and they have no delay. delays.mean() leaves them out.
import pandas as pd


def describe(delays):
    return {
        "mean": delays.sum() / len(delays),
        "median": delays.median(),
        "std": delays.std(),
        "q90": delays.quantile(0.9),
        "iqr": delays.quantile(0.75) - delays.quantile(0.25),
    }
