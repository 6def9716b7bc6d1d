# misconception: updates-one-after-the-other
# fails: makes_one_step
# says: after `w` had moved
# hint: You compute the errors anew between the two steps. Compute them once in each round.

import matplotlib.pyplot as plt
import numpy as np
import pandas as pd


def descend(X, y, steps, rate):
    w = np.zeros(X.shape[1])
    b = 0.0
    for _ in range(steps):
        error = X @ w + b - y
        w = w - rate * 2 / len(y) * (X.T @ error)
        error = X @ w + b - y
        b = b - rate * 2 / len(y) * error.sum()
    return w, b


# Tomorrow's highest temperature in Seattle, from today's (scaled to mean 0 and spread 1).
temperature = pd.read_csv("seattle-weather.csv")["temp_max"].to_numpy()
today, tomorrow = temperature[:-1], temperature[1:]
X = ((today - today.mean()) / today.std()).reshape(-1, 1)

plt.scatter(X[:, 0], tomorrow, s=6, color="#BBBBBB")
ends = np.array([-2.5, 2.5])
for steps in [1, 5, 20, 100]:
    w, b = descend(X, tomorrow, steps, 0.05)
    print(f"after {steps:3} steps: tomorrow = {w[0]:.2f} * today + {b:.2f}")
    plt.plot(ends, w[0] * ends + b, label=f"after {steps} steps")
plt.xlabel("highest temperature today (scaled)")
plt.ylabel("tomorrow in °C")
plt.legend()
plt.show()
