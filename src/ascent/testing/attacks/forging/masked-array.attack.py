# attack: It masks every value, so that comparisons find nothing to differ.
# stopped-by: A masked array is a subclass and does not travel.
# ends: wrong
# checks: array
import numpy as np


def scale(x):
    return np.ma.masked_all_like(x)
