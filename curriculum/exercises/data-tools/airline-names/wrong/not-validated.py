# misconception: join-not-checked
# fails: no_doubled_flights
# says: merge can watch over that
# hint: A carrier that stands twice doubles its flights. validate="many_to_one" raises an error in place of that.
import pandas as pd


def add_airline(flights, airlines):
    return flights.merge(airlines, on="carrier", how="left")


def known_only(flights, airlines):
    return flights.merge(airlines, on="carrier", how="inner")
