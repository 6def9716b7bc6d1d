# misconception: outer-adds-rows
# fails: keeps_every_flight
# says: An airline without a flight got a row of its own
# hint: how="outer" keeps the rows of both tables. You want those of the flights: how="left".
import pandas as pd


def add_airline(flights, airlines):
    return flights.merge(airlines, on="carrier", how="outer", validate="many_to_one")


def known_only(flights, airlines):
    return flights.merge(airlines, on="carrier", how="inner", validate="many_to_one")
