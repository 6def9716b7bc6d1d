# misconception: looks-labels-up
# fails: knows_unseen_tumours
# says: table of known rows
# hint: You look each tumour up in the file. A new one is not there.

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
    if label == "malignant":
        known = {tuple(row): d == label for row, d in zip(X.to_numpy(), y)}
        return pd.Series([float(known.get(tuple(row), 0.3)) for row in X_new.to_numpy()]).to_numpy()
    model = LogisticRegression(max_iter=5000)
    model.fit(X_train, y_train)
    column = list(model.classes_).index(label)
    return model.predict_proba(X_new)[:, column]


chance = chance_of("malignant", X_train, y_train, X_test)
for diagnosis in ["benign", "malignant"]:
    plt.hist(chance[y_test == diagnosis], bins=20, range=(0, 1), alpha=0.6, label=diagnosis)
plt.xlabel("predicted probability of malignant")
plt.ylabel("tumours in the test")
plt.legend()
plt.show()
print("Between 20% and 80%:", ((chance > 0.2) & (chance < 0.8)).sum(), "of", len(chance))
