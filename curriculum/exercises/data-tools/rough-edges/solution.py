import numpy as np

# Eight tumours: mean radius of the nuclei, and mean length of their edges.
radius = np.array([17.99, 10.6, 20.16, 14.53, 11.57, 12.46, 12.05, 13.73])
perimeter = np.array([122.8, 69.28, 131.1, 94.25, 74.2, 78.83, 78.04, 93.6])

print("how many:", len(radius))
print("perimeter divided by radius:", perimeter / radius)


def edge_ratio(radius, perimeter):
    """How many times as long as the edge of a circle each edge is."""
    return perimeter / (2 * np.pi * radius)


def above(ratio, limit):
    """The ratios that are larger than the limit."""
    return ratio[ratio > limit]


def from_mean(ratio):
    """How far each ratio lies from the mean of all."""
    return ratio - ratio.mean()


ratio = edge_ratio(radius, perimeter)
print("ratio:", ratio)
print("rough ones:", above(ratio, 1.05))
print("from the mean:", from_mean(ratio))
