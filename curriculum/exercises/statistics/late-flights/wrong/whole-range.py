# misconception: range-for-iqr
# fails: middle_half
# says: One flight alone decides that
# hint: The range from min to max rests on two flights. The middle half lies between the quantiles 0.25 and 0.75.
import pandas as pd


def describe(delays):
    return {
        "mean": delays.mean(),
        "median": delays.median(),
        "std": delays.std(),
        "q90": delays.quantile(0.9),
        "iqr": delays.max() - delays.min(),
    }
