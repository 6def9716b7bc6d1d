# misconception: call-without-brackets
# fails: title_of_label
# says: holds the function itself
# hint: label.title without brackets is the method, not its result. Put () behind it.
import numpy as np

masses = [3750, 3800, 3250, 3450, 3650, 5700, 5400, 4950, 5850]
label = "palmer penguins"
middle = np.median(masses)
heavy = np.quantile(masses, q=0.9)
heading = label.title
