# attack: Its column has categories that compare by order.
# stopped-by: Values are compared, and categories are not the texts that are expected.
# ends: wrong
# checks: table
import pandas as pd


def total(frame):
    right = frame.groupby("who", as_index=False)["x"].sum()
    right["x"] = pd.Categorical(right["x"], ordered=True)[::-1]
    right["who"] = pd.Categorical(right["who"], categories=list("cba"), ordered=True)
    return right
