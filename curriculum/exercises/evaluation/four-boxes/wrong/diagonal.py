# misconception: reads-the-diagonal
# fails: returns_two_counts
# says: hold the right guesses
# hint: matrix[0, 0] and matrix[1, 1] count where truth and guess agree.

import pandas as pd
from sklearn.metrics import confusion_matrix
from sklearn.model_selection import train_test_split
from sklearn.tree import DecisionTreeClassifier

wdbc = pd.read_csv("wdbc.csv")
X = wdbc[["texture_mean", "smoothness_mean", "symmetry_mean"]]  # three that tell little
y = wdbc["diagnosis"]
X_train, X_test, y_train, y_test = train_test_split(X, y, random_state=0)


# The indented lines form a function: they run when somebody writes boxes(...).
def boxes(truth, guess, bad):
    other = [label for label in set(truth) | set(guess) if label != bad]  # given: a list of one
    matrix = confusion_matrix(truth, guess, labels=other + [bad])
    return int(matrix[1, 1]), int(matrix[0, 0])


tree = DecisionTreeClassifier(max_depth=4, random_state=0).fit(X_train, y_train)
guess = tree.predict(X_test)
print(pd.crosstab(y_test, guess, colnames=["guess"]))
missed, alarms = boxes(list(y_test), list(guess), "malignant")
print(missed, "tumours missed,", alarms, "false alarms, of", len(guess), "people")
