# attack: It answers an array without any values, for which everything holds.
# stopped-by: Shapes are compared before values.
# ends: wrong
# checks: array
import numpy as np


def scale(x):
    return np.empty((0, 7))
