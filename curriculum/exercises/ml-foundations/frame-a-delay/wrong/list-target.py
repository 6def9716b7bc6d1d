# misconception: target-as-list
# fails: target_is_a_column
# says: without square brackets
# hint: A table of targets is not needed here: write target = "..." with one name.

import pandas as pd

flights = pd.read_csv("flights.csv")  # one row is one flight
flights = flights.dropna()  # leave out flights with a missing value
print(flights.head(3).T)  # three flights, turned on their side: one line for each column

# dep_delay: minutes late when the plane left the gate
# arr_delay: minutes late when the plane arrived
# hour: the planned hour of departure; seats, plane_year: about the plane
# temp, humid, wind_speed, precip, visib: the weather in the hour of departure

target = ["arr_delay"]
inputs = ["hour", "carrier", "origin", "dest", "distance", "wind_speed", "precip", "visib"]

X = flights[inputs]  # what the model may look at
y = flights[target]  # what it shall predict
print("X has", X.shape[0], "rows and", X.shape[1], "columns")
print(y.head(3))
