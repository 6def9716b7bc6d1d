# attack: Its array has thirty-two dimensions.
# stopped-by: Shapes are compared before values.
# ends: wrong
# checks: array
import numpy as np


def scale(x):
    return np.zeros((1,) * 32)
