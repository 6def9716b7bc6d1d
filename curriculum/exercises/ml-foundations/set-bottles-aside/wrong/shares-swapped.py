# misconception: test-size-as-training-size
# fails: has_the_right_sizes
# says: learns from 30%
# hint: test_size=0.7 gives most bottles to the test. It names the share of the test, not of the training.

import pandas as pd
from sklearn.model_selection import train_test_split
from sklearn.tree import DecisionTreeClassifier

wine = pd.read_csv("wine.csv")  # one row is one bottle
X = wine.drop(columns="cultivar")  # thirteen measurements
y = wine["cultivar"]  # the grape variety: A, B or C


# The two lines below form a function: they run when somebody writes split_bottles(...).
def split_bottles(X, y):
    return train_test_split(X, y, test_size=0.7, random_state=0)


X_train, X_test, y_train, y_test = split_bottles(X, y)
print("Bottles to learn from:")
print(y_train.value_counts())
print("Bottles of the test:")
print(y_test.value_counts())

model = DecisionTreeClassifier(random_state=0)
model.fit(X_train, y_train)
print("Right in the test:", round(model.score(X_test, y_test), 2))
