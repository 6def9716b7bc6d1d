# attack: It answers an array of nan.
# stopped-by: nan is close to no expected number.
# ends: wrong
# checks: array
import numpy as np


def scale(x):
    return np.full_like(x, np.nan)
