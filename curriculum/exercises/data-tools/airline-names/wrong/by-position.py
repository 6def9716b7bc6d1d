# misconception: joins-by-position
# fails: keeps_every_flight
# says: joins by the position of the rows
# hint: You join row 0 with row 0. The tables belong together by the column carrier.
import pandas as pd


def add_airline(flights, airlines):
    return flights.merge(airlines, left_index=True, right_index=True, how="left")


def known_only(flights, airlines):
    return flights.merge(airlines, on="carrier", how="inner")
