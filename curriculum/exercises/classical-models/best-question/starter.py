import matplotlib.pyplot as plt
import numpy as np
import pandas as pd


def gini(labels):
    # np.unique(labels, return_counts=True) gives the different labels and how often each occurs.
    return 1.0


def best_split(x, labels):
    values = np.unique(x)  # sorted, each once
    best, lowest = None, np.inf
    for threshold in (values[:-1] + values[1:]) / 2:
        # Part the labels, compute the cost, and keep the threshold if it is the best so far.
        best, lowest = threshold, 1.0
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
