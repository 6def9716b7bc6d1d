# misconception: sign-in-the-sigmoid
# fails: sigmoid_is_right
# says: the curve falls
# hint: exp gets -z. With z the curve is mirrored.

import matplotlib.pyplot as plt
import numpy as np
import pandas as pd


def sigmoid(z):
    return 1 / (1 + np.exp(z))


def train(X, y, steps, rate):
    w = np.zeros(X.shape[1])
    b = 0.0
    for _ in range(steps):
        error = sigmoid(X @ w + b) - y
        w = w - rate * X.T @ error / len(y)
        b = b - rate * error.sum() / len(y)
    return w, b


titanic = pd.read_csv("titanic.csv").dropna()
age = titanic["age"].to_numpy() / 10 - 3  # in decades, 0 is thirty years
female = (titanic["sex"] == "female").to_numpy(dtype=float)
third = (titanic["ticket_class"] == "3rd").to_numpy(dtype=float)
y = (titanic["survived"] == "yes").to_numpy(dtype=float)
w, b = train(np.column_stack([age, female, third]), y, 2000, 0.5)
print("weights for age, female, third class:", w.round(2), " intercept:", round(b, 2))
ages = np.linspace(0, 80, 81)
for name, f, t in [("women, 1st or 2nd", 1, 0), ("women, 3rd", 1, 1), ("men, 3rd", 0, 1)]:
    chance = sigmoid(w[0] * (ages / 10 - 3) + w[1] * f + w[2] * t + b)
    plt.plot(ages, chance, label=name)
plt.xlabel("age in years")
plt.ylabel("probability of having lived")
plt.ylim(0, 1)
plt.legend()
plt.show()
