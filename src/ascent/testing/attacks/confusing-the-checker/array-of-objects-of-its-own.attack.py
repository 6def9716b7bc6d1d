# attack: Its array holds objects that do not travel.
# stopped-by: A remote object inside an array is wrong, not a mistake of the checks.
# ends: wrong
# checks: array
import numpy as np


class Thing:
    pass


def scale(x):
    return np.array([Thing() for _ in x], dtype=object)
