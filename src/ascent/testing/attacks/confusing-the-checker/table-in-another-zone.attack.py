# attack: Its rows are named by times in zones, among them one that does not exist.
# stopped-by: Labels are compared with their types.
# ends: wrong
# checks: table
import pandas as pd


def total(frame):
    right = frame.groupby("who", as_index=False)["x"].sum()
    right.index = pd.date_range("1700-01-01", periods=len(right), tz="Asia/Kathmandu")
    return right
