# attack: Its array holds dates and durations, not-a-time among them.
# stopped-by: Dates are not compared as numbers.
# ends: wrong
# checks: array
import numpy as np


def scale(x):
    return np.array(["NaT"] * len(x), dtype="datetime64[ns]")
