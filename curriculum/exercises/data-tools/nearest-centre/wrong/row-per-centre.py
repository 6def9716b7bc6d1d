# misconception: argmin-along-rows
# fails: nearest_centres
# says: one number per centre
# hint: argmin(axis=0) looks through the rows. Each row needs an answer, so look through the centres, axis 1.
import numpy as np


def distances(rows, centre):
    return np.sqrt(((rows - centre) ** 2).sum(axis=1))


def nearest(rows, centres):
    squares = (rows[:, None, :] - centres) ** 2
    return squares.sum(axis=-1).argmin(axis=0)
