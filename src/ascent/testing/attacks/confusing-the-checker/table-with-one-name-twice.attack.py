# attack: Its table has the same column twice, so that a name gives a table.
# stopped-by: Columns are compared before values.
# ends: wrong
# checks: table
import pandas as pd


def total(frame):
    right = frame.groupby("who", as_index=False)["x"].sum()
    return pd.concat([right, right], axis=1)
