# misconception: takes-minmax
# fails: standardizes_training
# says: another ruler
# hint: MinMaxScaler puts the smallest value at 0 and the largest at 1. The task asks for StandardScaler.

import pandas as pd
from sklearn.model_selection import train_test_split
from sklearn.neighbors import KNeighborsClassifier
from sklearn.preprocessing import MinMaxScaler as StandardScaler

wine = pd.read_csv("wine.csv")
X = wine.drop(columns="cultivar")  # thirteen measurements of a bottle
y = wine["cultivar"]  # the grape variety
print(X[["proline", "magnesium", "hue"]].describe().loc[["min", "mean", "std", "max"]].round(1))
X_train, X_test, y_train, y_test = train_test_split(X, y, random_state=0)


# The indented lines form a function: they run when somebody writes scale(...).
def scale(X_train, X_test):
    scaler = StandardScaler()
    train = scaler.fit_transform(X_train)
    test = scaler.transform(X_test)
    return train, test


train, test = scale(X_train, X_test)
model = KNeighborsClassifier()  # looks for the five nearest bottles
model.fit(train, y_train)
print("Right for", round(model.score(test, y_test), 2), "of the unseen bottles")
