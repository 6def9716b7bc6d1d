# misconception: head-kept-as-table
# fails: whole_table
# says: head makes a short table
# hint: You stored the first rows as the table. Store what read_csv returns, and use head on it afterwards.
import pandas as pd

passengers = pd.read_csv("titanic.csv").head(4)
top = passengers
n_rows = len(passengers)
columns = list(passengers.columns)
