# A line that begins with # is a remark for people. Python skips it.

# ---- 1. Get tools and data
import matplotlib.pyplot as plt  # draws plots
import pandas as pd  # reads tables

# Sets rows aside for the test.
from sklearn.model_selection import train_test_split

# A model that asks questions like: above 17.2?
from sklearn.tree import DecisionTreeClassifier

# Read the table: one row is one penguin.
penguins = pd.read_csv("penguins.csv")
# Leave out penguins with a missing measurement.
penguins = penguins.dropna()

# ---- 2. Say what the model may see.
features = ["bill_length_mm", "flipper_length_mm", "body_mass_g"]

# The measurements, as a table of numbers.
X = penguins[features].to_numpy()
# The answers: the species of each penguin.
y = penguins["species"].to_numpy()

# Set a quarter of the penguins aside.
# The model never sees them while it learns.
X_train, X_test, y_train, y_test = train_test_split(X, y, random_state=0)

# ---- 3. Learn
# A model that knows nothing yet.
model = DecisionTreeClassifier(random_state=0)
# It learns from penguins whose species it is told.
model.fit(X_train, y_train)

# ---- 4. Predict
# It names the species of the penguins set aside.
predictions = model.predict(X_test)

# ---- 5. Score: how many are right?
# The species that occurs most often.
most_common = pd.Series(y_train).mode()[0]
# Share right for somebody who always says that.
baseline = (y_test == most_common).mean()
# Share right for the model.
score = (y_test == predictions).mean()
print("Always", most_common, "is right for", round(baseline, 2))
print("The model is right for", round(score, 2), "with", features)

# ---- 6. Your penguin
guess = model.predict([[46.5, 218, 5100]])

print("My penguin:", guess)

# ---- 7. Draw the penguins that were set aside, and mark the mistakes
colours = {"Adelie": "#E69F00", "Chinstrap": "#56B4E9", "Gentoo": "#009E73"}
# The next two lines run once for each species.
for species, colour in colours.items():
    # The penguins of this species.
    these = X_test[y_test == species]
    # One dot for each.
    plt.scatter(these[:, 0], these[:, -1], color=colour, label=species)
# The penguins that the model named wrongly.
mistakes = X_test[y_test != predictions]
plt.scatter(mistakes[:, 0], mistakes[:, -1], color="black", marker="x", label="mistake")
# The first measurement of your list runs to the right.
plt.xlabel(features[0])
# The last one runs upwards.
plt.ylabel(features[-1])
plt.title(f"Right for {score:.0%} of the penguins set aside")
plt.legend()  # says which colour is which
plt.show()
