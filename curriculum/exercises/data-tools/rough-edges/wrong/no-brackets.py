# misconception: division-from-left-to-right
# fails: ratio_to_a_circle
# says: keep it together
# hint: perimeter / 2 * np.pi * radius divides by 2 only. Put brackets around 2 * np.pi * radius.
import numpy as np


def edge_ratio(radius, perimeter):
    return perimeter / 2 * np.pi * radius


def above(ratio, limit):
    return ratio[ratio > limit]


def from_mean(ratio):
    return ratio - ratio.mean()
