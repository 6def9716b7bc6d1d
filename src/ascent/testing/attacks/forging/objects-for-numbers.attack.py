# attack: It answers an array of objects, each of which lies.
# stopped-by: Objects travel one by one, exactly typed, or not at all.
# ends: wrong
# checks: array
import numpy as np


class Lie(float):
    def __sub__(self, other):
        return 0.0

    __rsub__ = __sub__


def scale(x):
    return np.array([Lie(1) for _ in x], dtype=object)
