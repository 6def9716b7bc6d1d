# misconception: swaps-mae-and-rmse
# fails: mae_is_right
# says: wrong order
# hint: The task names the MAE first. Swap the two calls.

import pandas as pd
from sklearn.metrics import mean_absolute_error, root_mean_squared_error

flights = pd.read_csv("flights.csv").dropna()
late = flights["arr_delay"]  # minutes late on arrival; below 0 is early
print(late.describe().round(1))


# The indented lines form a function: they run when somebody writes errors(...).
def errors(truth, guess):
    return root_mean_squared_error(truth, guess), mean_absolute_error(truth, guess)


ana = late * 0  # her guess for every flight
ben = late * 0 + late.mean()  # his guess for every flight
for name, guess in [("Ana", ana), ("Ben", ben)]:
    mae, rmse = errors(late, guess)
    print(f"{name}: off by {mae:.1f} minutes on average, RMSE {rmse:.1f} minutes")
