# attack: It answers a numpy nan, and a complex one.
# stopped-by: Scalars that are not finite are refused too.
# ends: wrong
import numpy as np


def double(n):
    return np.float64("nan") if n > 0 else complex("nan+0j")
