# misconception: ignores-depth
# fails: keeps_the_depth
# says: questions in a row
# hint: The argument depth is not used. Hand it on as max_depth.

import pandas as pd
from sklearn.model_selection import train_test_split
from sklearn.tree import DecisionTreeClassifier, export_text

titanic = pd.read_csv("titanic.csv").dropna()
X = pd.DataFrame(
    {
        "age": titanic["age"],
        "is_female": (titanic["sex"] == "female").astype(int),
        "class": titanic["ticket_class"].str[0].astype(int),  # "1st" becomes 1
    }
)
y = titanic["survived"]
X_train, X_test, y_train, y_test = train_test_split(X, y, random_state=0)


# The indented lines form a function: they run when somebody writes grow(...).
def grow(X, y, depth):
    tree = DecisionTreeClassifier(min_samples_leaf=20, random_state=0)
    tree.fit(X, y)
    return tree, X.columns[tree.tree_.feature[0]]


tree, name = grow(X_train, y_train, 3)
print("First question about:", name)
print(export_text(tree, feature_names=list(X.columns)))  # the whole tree; given
print("Right for", round(tree.score(X_test, y_test), 2), "of the passengers set aside")
print("Always no:", round((y_test == "no").mean(), 2))
