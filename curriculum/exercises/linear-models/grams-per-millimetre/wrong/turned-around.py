# misconception: swaps-slope-and-intercept
# fails: finds_the_line
# says: wrong order
# hint: The slope comes first: slope, intercept = fit_line(...).

import matplotlib.pyplot as plt
import pandas as pd
from sklearn.linear_model import LinearRegression
from sklearn.model_selection import train_test_split

penguins = pd.read_csv("penguins.csv").dropna()
X = penguins[["flipper_length_mm"]]
y = penguins["body_mass_g"]
X_train, X_test, y_train, y_test = train_test_split(X, y, random_state=0)


# The indented lines form a function: they run when somebody writes fit_line(...).
def fit_line(X, y):
    model = LinearRegression()
    model.fit(X, y)
    return model.intercept_, model.coef_[0]


slope, intercept = fit_line(X_train, y_train)
print("One more millimetre of flipper goes with", round(slope, 1), "more grams")

flippers = X_test["flipper_length_mm"]
line = slope * flippers + intercept  # what the line says for the unseen penguins
print("On unseen penguins the line is off by", round(abs(line - y_test).mean()), "g")
plt.scatter(flippers, y_test, label="unseen penguins")
plt.plot(flippers, line, color="black", label="your line")
plt.xlabel("length of the flipper in mm")
plt.ylabel("body mass in g")
plt.legend()
plt.show()
