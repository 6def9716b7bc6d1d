# attack: It answers an array of nan.
# stopped-by: An array of nan is close to no array of numbers.
# ends: wrong
# checks: array
import numpy as np


def scale(x):
    return np.full_like(x, np.nan)
