# misconception: one-number-for-many
# fails: distance_to_mean
# says: from_mean returns one number
# hint: You return the mean itself. Subtract it from ratio: NumPy does that for every item.
import numpy as np


def edge_ratio(radius, perimeter):
    return perimeter / (2 * np.pi * radius)


def above(ratio, limit):
    return ratio[ratio > limit]


def from_mean(ratio):
    return ratio.mean()
