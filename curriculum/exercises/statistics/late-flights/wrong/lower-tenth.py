# misconception: quantile-from-above
# fails: ninetieth
# says: what one flight of ten stays below
# hint: Quantiles count from the smallest delay. Nine of ten is 0.9.
import pandas as pd


def describe(delays):
    return {
        "mean": delays.mean(),
        "median": delays.median(),
        "std": delays.std(),
        "q90": delays.quantile(0.1),
        "iqr": delays.quantile(0.75) - delays.quantile(0.25),
    }
