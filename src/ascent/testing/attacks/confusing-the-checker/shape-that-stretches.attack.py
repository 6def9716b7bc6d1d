# attack: Its array has a shape that stretches to any other when it is compared.
# stopped-by: Shapes are compared before values.
# ends: wrong
# checks: array
# says: shape
import numpy as np


def scale(x):
    return (2 * x).reshape(-1, 1)
