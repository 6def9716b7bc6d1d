# misconception: drops-rows-with-gaps
# fails: leaves_no_gap
# says: throw the people away
# hint: dropna removes the people whose age is missing. The imputer keeps them.

import pandas as pd
from sklearn.impute import SimpleImputer
from sklearn.model_selection import train_test_split

titanic = pd.read_csv("titanic.csv")
titanic["is_female"] = (titanic["sex"] == "female").astype(int)
X = titanic[["age", "is_female"]]
y = titanic["survived"]
print("Share of missing ages in each class:")
print(titanic["age"].isna().groupby(titanic["ticket_class"]).mean().round(2))
X_train, X_test, y_train, y_test = train_test_split(X, y, random_state=0)


# The indented lines form a function: they run when somebody writes fill(...).
def fill(train, test):
    imputer = SimpleImputer(strategy="median")
    train_filled = train.dropna().to_numpy()
    test_filled = test.dropna().to_numpy()
    return train_filled, test_filled


train_filled, test_filled = fill(X_train, X_test)
print("Rows in training:", len(train_filled), "of", len(X_train))
print("Gaps left in the test:", pd.DataFrame(test_filled).isna().sum().sum())
