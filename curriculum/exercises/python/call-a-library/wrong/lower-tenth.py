# misconception: quantile-from-above
# fails: heavy_mass
# says: 90 % of the penguins above it
# hint: q=0.1 is the mass that a tenth stays below. For heavy penguins nine tenths stay below.
import numpy as np

masses = [3750, 3800, 3250, 3450, 3650, 5700, 5400, 4950, 5850]
label = "palmer penguins"
middle = np.median(masses)
heavy = np.quantile(masses, q=0.1)
heading = label.title()
