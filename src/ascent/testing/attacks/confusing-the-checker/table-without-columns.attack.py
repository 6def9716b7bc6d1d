# attack: Its table has no columns and a million million rows.
# stopped-by: Columns are compared before rows.
# ends: wrong
# checks: table
import pandas as pd


def total(frame):
    return pd.DataFrame(index=pd.RangeIndex(10**12))
