import matplotlib.pyplot as plt
import pandas as pd
from sklearn.ensemble import HistGradientBoostingRegressor
from sklearn.linear_model import LinearRegression
from sklearn.model_selection import train_test_split

bikes = pd.read_csv("bikes.csv")
X = bikes[["hr", "workingday", "temp", "hum", "day"]]
y = bikes["bikers"]
X_train, X_test, y_train, y_test = train_test_split(X, y, random_state=0)


# The indented lines form a function: they run when somebody writes boost(...).
def boost(X, y, rounds):
    model = LinearRegression()  # a straight line; put the boosted trees in its place
    model.fit(X, y)
    return model


working_day = pd.DataFrame({"hr": range(24), "workingday": 1, "temp": 0.6, "hum": 0.5, "day": 180})
for rounds in [1, 10, 50]:
    model = boost(X_train, y_train, rounds)
    errors = abs(model.predict(X_test) - y_test)
    print(rounds, "trees: off by", round(errors.mean(), 1), "bikes on unseen hours")
    plt.plot(working_day["hr"], model.predict(working_day), label=f"{rounds} trees")
plt.xlabel("hour of the day")
plt.ylabel("predicted bikes per hour")
plt.legend()
plt.show()
