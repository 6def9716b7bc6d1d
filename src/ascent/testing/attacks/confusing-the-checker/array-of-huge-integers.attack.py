# attack: Its array holds integers that overflow when they are subtracted.
# stopped-by: Differences are taken in a way that cannot wrap round.
# ends: wrong
# checks: array
import numpy as np


def scale(x):
    return np.full(len(x), np.iinfo(np.int64).min)
