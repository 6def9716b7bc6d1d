# misconception: typed-result
# fails: median_mass
# says: when other penguins are weighed
# hint: You typed the number that you read off. Let np.median work it out from masses.
import numpy as np

masses = [3750, 3800, 3250, 3450, 3650, 5700, 5400, 4950, 5850]
label = "palmer penguins"
middle = 3800
heavy = np.quantile(masses, q=0.9)
heading = label.title()
