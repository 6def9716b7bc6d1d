# misconception: fits-encoder-on-test
# fails: makes_one_column_per_word
# says: encoder of training
# hint: You call fit_transform for the test too. It learns other words there, so the columns no longer match.

import pandas as pd
from sklearn.linear_model import Ridge
from sklearn.model_selection import train_test_split
from sklearn.preprocessing import OneHotEncoder

flights = pd.read_csv("flights.csv").dropna()
print(flights["carrier"].value_counts())
largest = flights["carrier"].value_counts().index[:8]
flights = flights[flights["carrier"].isin(largest)]  # keep the eight largest airlines
X = flights[["carrier", "origin"]]  # two columns of words
y = flights["arr_delay"]  # minutes late on arrival
X_train, X_test, y_train, y_test = train_test_split(X, y, random_state=2)


# The indented lines form a function: they run when somebody writes encode(...).
def encode(train, test):
    encoder = OneHotEncoder(handle_unknown="ignore", sparse_output=False)
    train_columns = encoder.fit_transform(train)
    test_columns = encoder.fit_transform(test)
    return train_columns, test_columns


train_columns, test_columns = encode(X_train, X_test)
print("2 columns of words have become", train_columns.shape[1], "columns of numbers")
model = Ridge().fit(train_columns, y_train)
print("First predicted delays:", model.predict(test_columns)[:3].round(1), "minutes")
