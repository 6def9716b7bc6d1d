# misconception: looks-labels-up
# fails: one_label_each
# says: no training label
# hint: You look rows up in the penguin table. Other animals are not in it, nor are new penguins.

import numpy as np
import pandas as pd


def predict(X_train, y_train, X_new, k):
    known = {tuple(row): name for row, name in zip(X, y)}
    return np.array([known.get(tuple(row), "Adelie") for row in X_new])


penguins = pd.read_csv("penguins.csv").dropna().sample(frac=1, random_state=0)  # shuffled
X = penguins[["bill_length_mm", "bill_depth_mm", "flipper_length_mm"]].to_numpy()
y = penguins["species"].to_numpy(dtype=str)
for k in [1, 5, 15, 200]:
    right = predict(X[:250], y[:250], X[250:], k) == y[250:]
    print(f"k = {k:3}: right for {right.mean():.2f} of {len(right)} unseen penguins")
