# misconception: changes-the-original
# fails: leaves_the_original
# says: the caller's own table has new columns
# hint: The function writes into the table that it was given. table = table.copy() in its first line keeps that one safe.
import pandas as pd


def add_columns(table):
    table["route"] = table["origin"] + "-" + table["dest"]
    table["temp_c"] = (table["temp"] - 32) / 1.8
    table["off_by"] = (table["arr_delay"] - table["dep_delay"]).abs()
    table["faster"] = table["arr_delay"] < table["dep_delay"]
    return table
