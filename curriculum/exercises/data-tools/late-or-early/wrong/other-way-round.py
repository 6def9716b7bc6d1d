# misconception: comparison-reversed
# fails: made_up_time
# says: for flights that lost time
# hint: A flight has made up time when it arrives with less delay than it left with: arr_delay is the smaller one.
import pandas as pd


def add_columns(table):
    table = table.copy()
    table["route"] = table["origin"] + "-" + table["dest"]
    table["temp_c"] = (table["temp"] - 32) / 1.8
    table["off_by"] = (table["arr_delay"] - table["dep_delay"]).abs()
    table["faster"] = table["arr_delay"] > table["dep_delay"]
    return table
