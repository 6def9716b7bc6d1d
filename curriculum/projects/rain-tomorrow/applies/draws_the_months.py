# Goes below solution.py, whose names it uses.
# ruff: noqa: F821
import matplotlib.pyplot as plt

table = load_days()
wet_share = (table["precipitation"] > 0).groupby(table["date"].dt.month).mean()
plt.bar(wet_share.index, wet_share)
plt.xlabel("month")
plt.ylabel("share of wet days")
