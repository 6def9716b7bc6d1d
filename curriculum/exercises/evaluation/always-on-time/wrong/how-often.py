# misconception: counts-warnings
# fails: found_is_right
# says: how often the model warns
# hint: You never look at the truth. Keep the truly rare rows first.

import pandas as pd
from sklearn.metrics import accuracy_score
from sklearn.model_selection import train_test_split
from sklearn.tree import DecisionTreeClassifier

flights = pd.read_csv("flights.csv").dropna()
X = flights[["hour", "distance", "temp", "humid", "wind_speed", "precip", "visib"]]
y = (flights["arr_delay"] > 60).replace({True: "late", False: "ok"}).astype(str)
X_train, X_test, y_train, y_test = train_test_split(X, y, random_state=0)


# The indented lines form a function: they run when somebody writes judge(...).
def judge(truth, guess, rare):
    is_rare = truth == rare
    found = (guess == rare).mean()
    return accuracy_score(truth, guess), found


lazy = pd.Series("ok", index=y_test.index)  # says the same to everybody
tree = DecisionTreeClassifier(class_weight="balanced", max_depth=4, random_state=0)
tree.fit(X_train, y_train)  # "balanced": late flights count more while it learns
careful = pd.Series(tree.predict(X_test), index=y_test.index)
for name, guess in [("lazy", lazy), ("careful", careful)]:
    accuracy, found = judge(y_test, guess, "late")
    print(f"{name:8} right for {accuracy:.0%}, finds {found:.0%} of the late flights")
