# attack: It answers an array without dimensions, which fits any shape.
# stopped-by: Shapes are compared before values.
# ends: wrong
# checks: array
import numpy as np


def scale(x):
    return np.array(2.0)
