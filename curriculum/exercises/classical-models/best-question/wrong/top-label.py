# misconception: uses-the-top-share
# fails: gini_is_right
# says: most frequent label only
# hint: 1 minus the largest share ignores how the rest is mixed. Square every share.

import matplotlib.pyplot as plt
import numpy as np
import pandas as pd


def gini(labels):
    _, counts = np.unique(labels, return_counts=True)
    return 1 - (counts / len(labels)).max()


def best_split(x, labels):
    values = np.unique(x)  # sorted, each once
    best, lowest = None, np.inf
    for threshold in (values[:-1] + values[1:]) / 2:
        left, right = labels[x <= threshold], labels[x > threshold]
        cost = (len(left) * gini(left) + len(right) * gini(right)) / len(labels)
        if cost < lowest:
            best, lowest = threshold, cost
    return best, lowest


penguins = pd.read_csv("penguins.csv").dropna()
species = penguins["species"].to_numpy(dtype=str)
print("All penguins together: Gini", round(gini(species), 3))
for column in ["bill_length_mm", "bill_depth_mm", "flipper_length_mm", "body_mass_g"]:
    threshold, cost = best_split(penguins[column].to_numpy(), species)
    print(f"{column:18} at most {threshold:.2f}? Then {cost:.3f}")
penguins["flipper_length_mm"].hist(by=penguins["species"], bins=15, sharex=True, layout=(3, 1))
plt.xlabel("length of the flipper in mm")
plt.ylabel("penguins")
plt.show()
