# attack: Its array is complex, with nan in the imaginary part.
# stopped-by: It is not close to the expected array.
# ends: wrong
# checks: array
import numpy as np


def scale(x):
    return 2 * x + 1j * np.nan
