import matplotlib.pyplot as plt
import pandas as pd
from sklearn.linear_model import Ridge
from sklearn.model_selection import train_test_split
from sklearn.preprocessing import OneHotEncoder

bikes = pd.read_csv("bikes.csv")
bikes["kind"] = bikes["workingday"].replace({1: "work", 0: "free"}).astype(str)
means = bikes.groupby(["hr", "kind"])["bikers"].mean().unstack()  # given: a mean for each curve
means.plot(xlabel="hour of the day", ylabel="bikes per hour", title="Two kinds of day")
plt.show()


# The indented lines form a function: they run when somebody writes combine(...).
def combine(table):
    table = table.copy()
    table["hour_and_day"] = table["hr"].astype(str) + " " + table["kind"]
    return table


bikes = combine(bikes)
for columns in [["hr", "kind"], ["hour_and_day"]]:  # given: both ways, one after the other
    X = OneHotEncoder().fit_transform(bikes[columns])
    X_train, X_test, y_train, y_test = train_test_split(X, bikes["bikers"], random_state=0)
    errors = abs(Ridge().fit(X_train, y_train).predict(X_test) - y_test)
    print("With", columns, "the model is off by", round(errors.mean(), 1), "bikes")
