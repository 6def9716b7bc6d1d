# attack: Its array holds dicts, None and texts.
# stopped-by: What is not a number is said to be none.
# ends: wrong
# checks: array
import numpy as np


def scale(x):
    return np.array([{}, None, "x", [], 1, 2.5, ()], dtype=object)
