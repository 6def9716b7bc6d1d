# misconception: wrong-axis
# fails: one_per_row
# says: The sum runs down the columns
# hint: axis=0 removes the rows. You want to remove the two measurements, which are axis 1.
import numpy as np


def distances(rows, centre):
    return np.sqrt(((rows - centre) ** 2).sum(axis=0))


def nearest(rows, centres):
    squares = (rows[:, None, :] - centres) ** 2
    return squares.sum(axis=-1).argmin(axis=1)
