# misconception: inner-drops-rows
# fails: keeps_every_flight
# says: how decides who stays
# hint: Without how, merge drops rows that find no partner. how="left" keeps every flight.
import pandas as pd


def add_airline(flights, airlines):
    return flights.merge(airlines, on="carrier", validate="many_to_one")


def known_only(flights, airlines):
    return flights.merge(airlines, on="carrier", how="inner", validate="many_to_one")
