# attack: Its columns are called None, (), 1 and by objects.
# stopped-by: Column names are shown, whatever they are.
# ends: wrong
# checks: table
import pandas as pd


def total(frame):
    return pd.DataFrame([[1, 2, 3]], columns=[None, ("x", 1), 1.5])
