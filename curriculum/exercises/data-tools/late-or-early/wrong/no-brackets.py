# misconception: division-goes-first
# fails: celsius
# says: divides 32 alone
# hint: Without brackets only 32 is divided by 1.8. Put the difference in brackets.
import pandas as pd


def add_columns(table):
    table = table.copy()
    table["route"] = table["origin"] + "-" + table["dest"]
    table["temp_c"] = table["temp"] - 32 / 1.8
    table["off_by"] = (table["arr_delay"] - table["dep_delay"]).abs()
    table["faster"] = table["arr_delay"] < table["dep_delay"]
    return table
