# misconception: typed-result
# fails: counts_rows
# says: stays at 1309
# hint: You typed the number that you read off. len(passengers) counts the rows of whatever was loaded.
import pandas as pd

passengers = pd.read_csv("titanic.csv")
top = passengers.head(4)
n_rows = 1309
columns = list(passengers.columns)
