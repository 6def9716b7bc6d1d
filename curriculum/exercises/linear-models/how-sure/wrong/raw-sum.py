# misconception: uses-decision-function
# fails: gives_probabilities
# says: not bent yet
# hint: decision_function returns the weighted sum before it becomes a probability.

import matplotlib.pyplot as plt
import pandas as pd
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import train_test_split

wdbc = pd.read_csv("wdbc.csv")
X = wdbc[["radius_mean", "texture_mean", "concavity_mean"]]
y = wdbc["diagnosis"]  # benign or malignant
X_train, X_test, y_train, y_test = train_test_split(X, y, random_state=0)


# The indented lines form a function: they run when somebody writes chance_of(...).
def chance_of(label, X_train, y_train, X_new):
    model = LogisticRegression(max_iter=5000)
    model.fit(X_train, y_train)
    column = list(model.classes_).index(label)
    return model.decision_function(X_new)


chance = chance_of("malignant", X_train, y_train, X_test)
for diagnosis in ["benign", "malignant"]:
    plt.hist(chance[y_test == diagnosis], bins=20, range=(0, 1), alpha=0.6, label=diagnosis)
plt.xlabel("predicted probability of malignant")
plt.ylabel("tumours in the test")
plt.legend()
plt.show()
print("Between 20% and 80%:", ((chance > 0.2) & (chance < 0.8)).sum(), "of", len(chance))
