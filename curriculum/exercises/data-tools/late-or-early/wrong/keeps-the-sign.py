# misconception: error-keeps-its-sign
# fails: distance
# says: A distance has no sign
# hint: arr_delay - dep_delay is below 0 for flights that made up time. .abs() behind the brackets takes the sign away.
import pandas as pd


def add_columns(table):
    table = table.copy()
    table["route"] = table["origin"] + "-" + table["dest"]
    table["temp_c"] = (table["temp"] - 32) / 1.8
    table["off_by"] = table["arr_delay"] - table["dep_delay"]
    table["faster"] = table["arr_delay"] < table["dep_delay"]
    return table
