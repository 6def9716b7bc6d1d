# attack: It answers an array of records, and one of raw bytes.
# stopped-by: An array that holds no plain numbers does not travel, or is compared as what it is.
# ends: wrong
# checks: array
import numpy as np


def scale(x):
    return np.zeros(len(x), dtype=[("a", "f8"), ("b", "O")])
