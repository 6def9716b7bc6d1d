# misconception: loop-over-rows
# fails: without_a_loop
# says: has a loop
# hint: Your numbers are right, and Python goes through the rows one by one. rows[:, None, :] - centres does all at once.
import numpy as np


def distances(rows, centre):
    return np.sqrt(((rows - centre) ** 2).sum(axis=1))


def nearest(rows, centres):
    found = []
    for row in rows:
        found.append(distances(centres, row).argmin())
    return np.array(found)
