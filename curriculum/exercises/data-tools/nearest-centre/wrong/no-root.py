# misconception: squares-for-distance
# fails: right_distances
# says: Their root, np.sqrt, is still missing
# hint: A sum of squares is in square millimetres. np.sqrt brings it back to millimetres.
import numpy as np


def distances(rows, centre):
    return ((rows - centre) ** 2).sum(axis=1)


def nearest(rows, centres):
    squares = (rows[:, None, :] - centres) ** 2
    return squares.sum(axis=-1).argmin(axis=1)
