# attack: Its array is a subclass that compares as equal to everything.
# stopped-by: Only exact arrays travel.
# ends: wrong
# checks: array
import numpy as np


class Lie(np.ndarray):
    def __array_ufunc__(self, *args, **kwargs):
        return np.ones(7, bool)

    def __array_function__(self, *args):
        return True

    def __eq__(self, other):
        return np.ones(7, bool)


def scale(x):
    return x.view(Lie)
