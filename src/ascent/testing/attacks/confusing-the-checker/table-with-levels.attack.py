# attack: Its rows and columns have several levels.
# stopped-by: Columns are compared before values.
# ends: wrong
# checks: table
import pandas as pd


def total(frame):
    wide = frame.groupby(["who", "x"]).agg({"x": ["sum", "mean"]})
    return wide
