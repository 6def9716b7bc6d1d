# misconception: mask-for-values
# fails: keeps_the_rough
# says: above returns True and False
# hint: ratio > limit says yes or no for each. ratio[ratio > limit] gives the values.
import numpy as np


def edge_ratio(radius, perimeter):
    return perimeter / (2 * np.pi * radius)


def above(ratio, limit):
    return ratio > limit


def from_mean(ratio):
    return ratio - ratio.mean()
