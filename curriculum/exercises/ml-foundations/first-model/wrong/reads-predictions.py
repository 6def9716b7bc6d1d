# misconception: takes-a-known-penguin
# fails: asks_about_own_penguin
# says: not a penguin of yours
# hint: predictions[0] is about a penguin of the table. Ask the model about numbers that you made up: model.predict([[...]]).

# ---- 1. Get tools and data
import matplotlib.pyplot as plt  # draws plots
import pandas as pd  # reads tables
from sklearn.model_selection import train_test_split  # sets rows aside for the test
from sklearn.tree import DecisionTreeClassifier  # a model that asks: is this number above 17.2?

penguins = pd.read_csv("penguins.csv")  # read the table: one row is one penguin
penguins = penguins.dropna()  # leave out penguins with a missing measurement

# ---- 2. Say what the model may see. THIS IS THE LINE TO CHANGE.
features = ["bill_length_mm", "flipper_length_mm", "body_mass_g"]

X = penguins[features].to_numpy()  # the measurements, as a table of numbers
y = penguins["species"].to_numpy()  # the answers: the species of each penguin

# Set a quarter of the penguins aside. The model never sees them while it learns.
X_train, X_test, y_train, y_test = train_test_split(X, y, random_state=0)

# ---- 3. Learn
model = DecisionTreeClassifier(random_state=0)  # a model that knows nothing yet
model.fit(X_train, y_train)  # it learns from penguins whose species it is told

# ---- 4. Predict
predictions = model.predict(X_test)  # it names the species of the penguins set aside

# ---- 5. Score: how many are right?
most_common = pd.Series(y_train).mode()[0]  # the species that occurs most often
baseline = (y_test == most_common).mean()  # share right for somebody who always says that
score = (y_test == predictions).mean()  # share right for the model
print("Always", most_common, "is right for", round(baseline, 2))
print("The model is right for", round(score, 2), "with", features)

# ---- 6. Your penguin. WRITE YOUR LINE HERE, in place of the next one.
guess = predictions[0]

print("My penguin:", guess)

# ---- 7. Draw the penguins that were set aside, and mark the mistakes
colours = {"Adelie": "#E69F00", "Chinstrap": "#56B4E9", "Gentoo": "#009E73"}
for species, colour in colours.items():  # the next two lines run once for each species
    these = X_test[y_test == species]  # the penguins of this species
    plt.scatter(these[:, 0], these[:, -1], color=colour, label=species)  # one dot for each
mistakes = X_test[y_test != predictions]  # the penguins that the model named wrongly
plt.scatter(mistakes[:, 0], mistakes[:, -1], color="black", marker="x", label="mistake")
plt.xlabel(features[0])  # the first measurement of your list runs to the right
plt.ylabel(features[-1])  # the last one runs upwards
plt.title(f"Right for {score:.0%} of the penguins set aside")
plt.legend()  # says which colour is which
plt.show()
