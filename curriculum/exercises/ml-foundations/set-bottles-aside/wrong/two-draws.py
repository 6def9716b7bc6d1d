# misconception: splits-inputs-and-labels-apart
# fails: rows_belong_together
# says: stand beside the label
# hint: You split X and y in two calls with different draws. One call with both keeps every row beside its label.

import pandas as pd
from sklearn.model_selection import train_test_split
from sklearn.tree import DecisionTreeClassifier

wine = pd.read_csv("wine.csv")  # one row is one bottle
X = wine.drop(columns="cultivar")  # thirteen measurements
y = wine["cultivar"]  # the grape variety: A, B or C


# The two lines below form a function: they run when somebody writes split_bottles(...).
def split_bottles(X, y):
    X_train, X_test = train_test_split(X, test_size=0.3, random_state=0)
    y_train, y_test = train_test_split(y, test_size=0.3, random_state=1)
    return X_train, X_test, y_train, y_test


X_train, X_test, y_train, y_test = split_bottles(X, y)
print("Bottles to learn from:")
print(y_train.value_counts())
print("Bottles of the test:")
print(y_test.value_counts())

model = DecisionTreeClassifier(random_state=0)
model.fit(X_train, y_train)
print("Right in the test:", round(model.score(X_test, y_test), 2))
