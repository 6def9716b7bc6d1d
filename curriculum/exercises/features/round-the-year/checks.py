import numpy as np
import pandas as pd

from ascent.testing import check, expect, fail


def days(rng, rows=25):
    first = pd.Timestamp("2010-01-01")
    dates = first + pd.to_timedelta(rng.integers(0, 5000, size=rows), unit="D")
    return pd.DataFrame({"date": dates, "wind": rng.uniform(0, 9, size=rows)})


def right_angle(table):
    return 2 * np.pi * table["date"].dt.day_of_year / 365.25


def seasons(learner, table):
    got = learner.add_season(table)
    expect.type(got, pd.DataFrame, name="the result of add_season")
    for name in ("season_sin", "season_cos"):
        if name not in got.columns:
            fail(f"The table that came back has no column `{name}`.")
    return got


@check("`add_season` returns the table with two new columns.")
def adds_two_columns(learner, rng):
    table = days(rng)
    got = seasons(learner, table)
    wanted = {*table.columns, "season_sin", "season_cos"}
    if set(got.columns) != wanted or len(got) != len(table):
        fail(f"Two columns are to be added; the result has {', '.join(got.columns)}.")


@check("Every day lies on a circle with radius 1.")
def lies_on_a_circle(learner, rng):
    got = seasons(learner, days(rng))
    if np.allclose(got["season_sin"], got["season_cos"]):
        fail("Both columns hold the same numbers, so the days lie on a line. One is the cosine.")
    radius = got["season_sin"] ** 2 + got["season_cos"] ** 2
    if not np.allclose(radius, 1):
        fail(
            f"One day has season_sin {got['season_sin'].iloc[0]:.2f} and season_cos "
            f"{got['season_cos'].iloc[0]:.2f}: that is not on the circle. Use np.sin and np.cos of "
            "the same angle."
        )


@check("One year is one full turn.")
def one_turn_a_year(learner, rng):
    table = days(rng)
    got = seasons(learner, table)
    angle = right_angle(table)

    def goes_like(other):
        return np.allclose(got["season_sin"], np.sin(other)) and np.allclose(
            got["season_cos"], np.cos(other)
        )

    if goes_like(angle):
        return
    if np.allclose(got["season_sin"], np.cos(angle)):
        fail("The two columns are exchanged: `season_sin` holds the cosine of the angle.")
    if goes_like(angle / (2 * np.pi)):
        fail(
            "In one year the angle goes from 0 to 1. A full turn is 2π, about 6.28: your days fill "
            "a sixth of the circle."
        )
    if goes_like(360 * angle / (2 * np.pi)):
        fail("Your angles are in degrees. np.sin and np.cos want a full turn to be 2π, not 360.")
    if goes_like(2 * np.pi * table["date"].dt.day / 365.25) or goes_like(
        2 * np.pi * table["date"].dt.day / 31
    ):
        fail("1 January and 1 July get the same place. `.dt.day` is the day of the month.")
    if goes_like(2 * np.pi * table["date"].dt.month / 12):
        fail("All days of a month get the same place. Count days, not months.")
    if np.allclose(got["season_sin"], np.sin(angle), atol=0.02):
        fail("Close, and off by up to a day: divide the turn by 365.25.")
    fail("The angles are not those of the days. Check the day of the year and the full turn.")


@check("The table that comes in stays as it was.")
def leaves_the_input_alone(learner, rng):
    kept = learner.put(days(rng))
    learner.add_season(kept)
    if "season_sin" in kept.get().columns:
        fail("The table of the caller has the new columns too. Begin with `table.copy()`.")
