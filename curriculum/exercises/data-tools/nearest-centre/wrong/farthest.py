# misconception: max-for-min
# fails: nearest_centres
# says: farthest away
# hint: argmax finds the largest distance. The nearest centre has the smallest one.
import numpy as np


def distances(rows, centre):
    return np.sqrt(((rows - centre) ** 2).sum(axis=1))


def nearest(rows, centres):
    squares = (rows[:, None, :] - centres) ** 2
    return squares.sum(axis=-1).argmax(axis=1)
