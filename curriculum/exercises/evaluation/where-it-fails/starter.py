import matplotlib.pyplot as plt
import pandas as pd
from sklearn.linear_model import LinearRegression

weather = pd.read_csv("seattle-weather.csv")
weather["month"] = pd.to_datetime(weather["date"]).dt.month
weather["tomorrow"] = weather["temp_max"].shift(-1)  # the value of the next row
weather = weather.dropna()
train, test = weather[:731], weather[731:]  # learn from 2012 and 2013, judge on 2014
columns = ["temp_max", "temp_min", "wind", "precipitation"]
model = LinearRegression().fit(train[columns], train["tomorrow"])
report = test[["month", "weather"]].assign(
    truth=test["tomorrow"], guess=model.predict(test[columns])
)
print(report.head(3).round(1))


# The indented lines form a function: they run when somebody writes errors_by(...).
def errors_by(report, column):
    # assign returns a copy with one more column. For now, each error is 1.
    table = report.assign(error=1.0)
    slices = table.groupby(column)["error"].agg(["mean", "size"])
    return slices


print(errors_by(report, "weather").round(2))
by_month = errors_by(report, "month").sort_index()
plt.bar(by_month.index, by_month["mean"])
plt.xlabel("month")
plt.ylabel("mean error in °C")
plt.title("How far off tomorrow's temperature is")
plt.show()
