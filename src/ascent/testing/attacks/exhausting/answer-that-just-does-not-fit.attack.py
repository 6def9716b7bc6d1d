# attack: It answers with a hundred megabytes of zeros.
# stopped-by: What is too large stays behind a handle.
# ends: wrong
# limits: seconds=10 memory_mb=1024
# checks: array
import numpy as np


def scale(x):
    return np.zeros(12_500_000)
