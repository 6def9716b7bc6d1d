# misconception: size-for-rows
# fails: counts_rows
# says: the number of all cells
# hint: size counts every cell. len(passengers) counts the rows.
import pandas as pd

passengers = pd.read_csv("titanic.csv")
top = passengers.head(4)
n_rows = passengers.size
columns = list(passengers.columns)
