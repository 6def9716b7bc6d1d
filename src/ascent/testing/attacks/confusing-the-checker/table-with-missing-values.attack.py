# attack: It answers with missing values of every kind where numbers are expected.
# stopped-by: Missing is equal to missing only.
# ends: wrong
# checks: table
import pandas as pd


def total(frame):
    right = frame.groupby("who", as_index=False)["x"].sum()
    right["x"] = pd.array([None] * len(right), dtype="Int64")
    return right
