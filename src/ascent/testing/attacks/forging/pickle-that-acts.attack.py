# attack: Its answer runs code where it is unpickled.
# stopped-by: Nothing is ever unpickled.
# ends: wrong
# checks: array
import os

import numpy as np


class Act:
    def __reduce__(self):
        return os._exit, (0,)

    def __reduce_ex__(self, protocol):
        return os._exit, (0,)


def scale(x):
    return np.array([Act()] * len(x), dtype=object)
