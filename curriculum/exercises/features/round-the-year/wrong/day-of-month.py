# misconception: uses-day-of-month
# fails: one_turn_a_year
# says: day of the month
# hint: .dt.day starts anew each month. .dt.day_of_year counts through the year.

import matplotlib.pyplot as plt
import numpy as np
import pandas as pd

weather = pd.read_csv("seattle-weather.csv")
weather["date"] = pd.to_datetime(weather["date"])  # texts become dates
print(weather["date"].dt.day_of_year.iloc[[0, 100, 364, 365]])  # .dt asks each date something


# The indented lines form a function: they run when somebody writes add_season(...).
def add_season(table):
    table = table.copy()
    angle = 2 * np.pi * table["date"].dt.day / 31
    table["season_sin"] = np.sin(angle)
    table["season_cos"] = np.cos(angle)
    return table


weather = add_season(weather)
plt.scatter(weather["season_cos"], weather["season_sin"], c=weather["temp_max"], s=10)
plt.colorbar(label="highest temperature in °C")
plt.xlabel("season_cos")
plt.ylabel("season_sin")
plt.title("Each dot is a day in Seattle")
plt.show()
