# attack: It answers True and numpy's True where numbers are expected.
# stopped-by: A truth value is no number here, and it is not the right one.
# ends: wrong
import numpy as np


def double(n):
    return True if n > 0 else np.True_
