import pandas as pd

# The first lines of the file, as they stand in it.
with open("titanic.csv") as file:
    print(file.read(150))

passengers = pd.read_csv("titanic.csv")
top = passengers.head(4)
n_rows = len(passengers)
columns = list(passengers.columns)

print("first rows:")
print(top)
print("rows:", n_rows)
print("columns:", columns)
