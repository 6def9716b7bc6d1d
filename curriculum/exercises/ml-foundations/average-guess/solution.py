import pandas as pd
from sklearn.dummy import DummyRegressor
from sklearn.model_selection import train_test_split
from sklearn.tree import DecisionTreeRegressor

bikes = pd.read_csv("bikes.csv")  # one row is one hour
X = bikes[["temp", "hum", "windspeed"]]  # the weather of the hour
y = bikes["bikers"]  # how many bikes were in use
X_train, X_test, y_train, y_test = train_test_split(X, y, random_state=0)


# The indented lines form a function: they run when somebody writes baseline_guesses(...).
def baseline_guesses(X_train, X_test, y_train, y_test):
    average = DummyRegressor(strategy="mean")
    average.fit(X_train, y_train)
    return average.predict(X_test)


tree = DecisionTreeRegressor(max_depth=6, random_state=0).fit(X_train, y_train)
baseline = baseline_guesses(X_train, X_test, y_train, y_test)
print("The tree is off by", round(abs(tree.predict(X_test) - y_test).mean(), 1), "bikes")
print("The baseline is off by", round(abs(baseline[0] - y_test).mean(), 1), "bikes")
