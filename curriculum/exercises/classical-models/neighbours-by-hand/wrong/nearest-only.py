# misconception: one-neighbour-decides
# fails: counts_votes
# says: decides alone
# hint: You return the label of the nearest row. Let all k rows vote.

import numpy as np
import pandas as pd


def predict(X_train, y_train, X_new, k):
    answers = []
    for row in X_new:
        distances = np.sqrt(((X_train - row) ** 2).sum(axis=1))
        nearest = np.argsort(distances)[:k]
        names, counts = np.unique(y_train[nearest], return_counts=True)
        answers.append(y_train[nearest][0])
    return np.array(answers)


penguins = pd.read_csv("penguins.csv").dropna().sample(frac=1, random_state=0)  # shuffled
X = penguins[["bill_length_mm", "bill_depth_mm", "flipper_length_mm"]].to_numpy()
y = penguins["species"].to_numpy(dtype=str)
for k in [1, 5, 15, 200]:
    right = predict(X[:250], y[:250], X[250:], k) == y[250:]
    print(f"k = {k:3}: right for {right.mean():.2f} of {len(right)} unseen penguins")
