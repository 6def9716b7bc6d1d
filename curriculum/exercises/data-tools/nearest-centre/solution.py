import numpy as np

# Length and depth of the bill in millimetres, one penguin per row.
rows = np.array(
    [[37.8, 20.0], [46.9, 14.6], [43.5, 18.1], [51.3, 14.2], [36.0, 17.8], [49.2, 18.2]]
)
names = ["Adelie", "Chinstrap", "Gentoo"]
centres = np.array([[38.8, 18.3], [48.8, 18.4], [47.5, 15.0]])

print("shapes:", rows.shape, centres.shape)
print("rows minus the first centre:")
print(rows - centres[0])


def distances(rows, centre):
    """The distance of each row from one centre: shapes (n, 2) and (2,) give (n,)."""
    return np.sqrt(((rows - centre) ** 2).sum(axis=1))


def nearest(rows, centres):
    """The number of the nearest centre for each row: (n, 2) and (k, 2) give (n,)."""
    squares = (rows[:, None, :] - centres) ** 2
    return squares.sum(axis=-1).argmin(axis=1)


print("from the first centre:", distances(rows, centres[0]))
print("nearest:", nearest(rows, centres), "of", names)
