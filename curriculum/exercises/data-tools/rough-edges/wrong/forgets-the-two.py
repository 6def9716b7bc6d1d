# misconception: half-the-circle
# fails: ratio_to_a_circle
# says: comes out twice as large
# hint: π times r is half of the way round. The whole edge is 2 times that.
import numpy as np


def edge_ratio(radius, perimeter):
    return perimeter / (np.pi * radius)


def above(ratio, limit):
    return ratio[ratio > limit]


def from_mean(ratio):
    return ratio - ratio.mean()
