# misconception: default-head
# fails: first_four
# says: when head gets nothing in its brackets
# hint: head() returns five rows. Put the number that you want into its brackets.
import pandas as pd

passengers = pd.read_csv("titanic.csv")
top = passengers.head()
n_rows = len(passengers)
columns = list(passengers.columns)
