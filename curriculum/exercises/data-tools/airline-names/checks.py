"""Checks of two joins, on random flights and a list that names some of their carriers."""

import pandas as pd

from ascent.testing import check, expect, fail

ALL = ["UA", "B6", "EV", "DL", "AA", "MQ", "US", "9E"]
TRY = """
try:
    learner.add_airline(flights, airlines)
    result = "nothing raised"
except Exception as problem:
    result = "raised"
"""


def tables(data, rng):
    """120 real flights of eight carriers, and a list of five of these and one other."""
    flights = data.frame("flights")[["date", "carrier", "origin", "dest"]]
    flights = flights[flights["carrier"].isin(ALL)].sample(120, random_state=rng)
    listed = [*rng.permutation(ALL)[:5].tolist(), "ZZ"]
    names = [f"Airline {n}" for n in rng.permutation(90)[:6].tolist()]
    airlines = pd.DataFrame({"carrier": listed, "airline": names})
    return flights.reset_index(drop=True), airlines


def joined(got, name):
    if got is None:
        fail(f"{name} returns None. Put the joined table behind return.")
    if type(got) is not pd.DataFrame:
        fail(
            f"{name} returns no table. "
            "merge, called on the flights, joins them to the second table."
        )
    if "carrier_x" in got.columns or "carrier_y" in got.columns:
        fail(
            f"{name} joins by the position of the rows. The key is the column carrier: "
            "name it in on."
        )
    return got


@check("`add_airline` keeps every flight, in its order.")
def keeps_every_flight(learner, data, rng):
    flights, airlines = tables(data, rng)
    got = joined(learner.add_airline(flights, airlines), "add_airline")
    known = flights["carrier"].isin(airlines["carrier"]).sum()
    if len(got) == known:
        fail(
            f"add_airline returns {len(got)} of {len(flights)} flights. Those whose carrier is "
            "not in the list are gone: how decides who stays."
        )
    if len(got) in (known + 1, len(flights) + 1):
        fail(
            f"add_airline returns {len(got)} rows for {len(flights)} flights. An airline without "
            "a flight got a row of its own: keep the rows of the flights."
        )
    if "carrier" not in got.columns or got["carrier"].tolist() != flights["carrier"].tolist():
        fail("The flights are not in their old order, or some are missing. Call merge on flights.")


@check("Each flight has the name of its own airline.")
def right_names(learner, data, rng):
    flights, airlines = tables(data, rng)
    got = joined(learner.add_airline(flights, airlines), "add_airline")
    want = flights.merge(airlines, on="carrier", how="left")
    expect.frame(got, like=want, name="add_airline(flights, airlines)")


@check("A carrier that stands twice in the list raises an error.")
def no_doubled_flights(learner, data, rng):
    flights, airlines = tables(data, rng)
    joined(learner.add_airline(flights, airlines), "add_airline")
    twice = pd.concat([airlines, airlines.iloc[[int(rng.integers(0, 5))]]], ignore_index=True)
    if learner.drive(TRY, flights=flights, airlines=twice) != "raised":
        fail(
            "With a carrier twice in the list, nothing is raised and its flights are doubled or "
            "get one of two names. merge can watch over that: look for validate."
        )


@check("`known_only` returns the flights whose carrier is in the list.")
def only_known(learner, data, rng):
    flights, airlines = tables(data, rng)
    got = joined(learner.known_only(flights, airlines), "known_only")
    if len(got) == len(flights):
        fail(
            "known_only returns every flight, also those of unknown airlines. "
            "Another how drops them."
        )
    if "airline" not in got.columns:
        fail(
            "known_only has the right idea, but its flights have no column airline. Join them too."
        )
    want = flights.merge(airlines, on="carrier", how="inner")
    # Row labels depend on the way in which the rows were chosen, so they are left out.
    expect.frame(got.reset_index(drop=True), like=want, name="known_only(flights, airlines)")
