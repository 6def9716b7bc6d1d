# attack: It answers an array of texts that look like numbers.
# stopped-by: Texts are not compared as numbers.
# ends: wrong
# checks: array
import numpy as np


def scale(x):
    return np.array([str(2 * one) for one in x])
