# misconception: picks-the-smallest-gap
# fails: best_depth_is_read_off
# says: tree underfits
# hint: You chose the depth where both curves are closest. A small gap is worth little when both scores are low.

import matplotlib.pyplot as plt
import pandas as pd
from sklearn.model_selection import train_test_split
from sklearn.tree import DecisionTreeRegressor

bikes = pd.read_csv("bikes.csv").sample(2500, random_state=6)  # 2,500 hours, drawn at random
X = bikes[["hr", "workingday", "temp", "hum", "windspeed", "day"]]
y = bikes["bikers"]
X_train, X_test, y_train, y_test = train_test_split(X, y, random_state=0)


# The indented lines form a function: they run when somebody writes scores(...).
def scores(depth, X_train, X_test, y_train, y_test):
    model = DecisionTreeRegressor(max_depth=depth, random_state=0)
    model.fit(X_train, y_train)
    return model.score(X_train, y_train), model.score(X_test, y_test)


depths = list(range(1, 21))  # 1, 2, 3 ... 20
table = pd.DataFrame(  # one row for each depth; given
    [scores(depth, X_train, X_test, y_train, y_test) for depth in depths],
    index=depths,
    columns=["training", "test"],
)
print(table.round(3))
table.plot(xlabel="depth of the tree", ylabel="score", title="2,500 hours of bike rentals")
plt.show()

best_depth = 2
