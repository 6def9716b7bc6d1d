# misconception: mean-for-median
# fails: median_mass
# says: middle is the mean
# hint: np.mean adds all up and divides. The penguin in the middle is found by np.median.
import numpy as np

masses = [3750, 3800, 3250, 3450, 3650, 5700, 5400, 4950, 5850]
label = "palmer penguins"
middle = np.mean(masses)
heavy = np.quantile(masses, q=0.9)
heading = label.title()
