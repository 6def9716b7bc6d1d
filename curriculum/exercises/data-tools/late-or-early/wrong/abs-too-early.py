# misconception: abs-before-subtracting
# fails: distance
# says: takes the sign of each delay away
# hint: A flight 5 minutes early that arrives 5 minutes late is off by 10. Subtract first, then take the sign away.
import pandas as pd


def add_columns(table):
    table = table.copy()
    table["route"] = table["origin"] + "-" + table["dest"]
    table["temp_c"] = (table["temp"] - 32) / 1.8
    table["off_by"] = table["arr_delay"].abs() - table["dep_delay"].abs()
    table["faster"] = table["arr_delay"] < table["dep_delay"]
    return table
