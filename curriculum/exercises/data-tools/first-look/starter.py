import pandas as pd

# The first lines of the file, as they stand in it.
with open("titanic.csv") as file:
    print(file.read(150))

passengers = None
top = None
n_rows = None
columns = None

print("first rows:")
print(top)
print("rows:", n_rows)
print("columns:", columns)
