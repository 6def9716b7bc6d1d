# attack: It answers an array that lies in a file, which it changes afterwards.
# stopped-by: A mapped array is a subclass; what travels is a copy of its values.
# ends: wrong
# checks: array
import numpy as np


def scale(x):
    return np.memmap("m", dtype=float, mode="w+", shape=x.shape)
