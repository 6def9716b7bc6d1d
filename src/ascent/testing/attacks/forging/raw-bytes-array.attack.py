# attack: It answers an array of seven cells of raw bytes.
# stopped-by: Cells that are no numbers are not compared as numbers.
# ends: wrong
# checks: array
import numpy as np


def scale(x):
    return np.zeros(len(x), dtype="V8")
