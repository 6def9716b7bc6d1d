import numpy as np
import pandas as pd

from ascent.testing import check, expect, fail


def people(rng, rows=400):
    """Groups that differ in size, need and help, so that each way to count names another one."""
    names = rng.permutation(["hill", "lake", "wood", "port", "farm"])
    share_in_need = np.array([0.7, 0.25, 0.3, 0.6, 0.15])
    share_helped = np.array([0.55, 0.8, 0.15, 0.97, 0.6])
    helped_for_nothing = np.array([0.05, 0.9, 0.35, 0.3, 0.0])
    while True:
        place = rng.choice(5, size=rows, p=[0.4, 0.15, 0.15, 0.15, 0.15])
        need = rng.uniform(size=rows) < share_in_need[place]
        chance = np.where(need, share_helped[place], helped_for_nothing[place])
        table = pd.DataFrame(
            {"group": names[place], "in_need": need, "helped": rng.uniform(size=rows) < chance},
            index=rng.permutation(5000)[:rows],
        )
        named_by = {measure.idxmax() for measure in measures(table).values()}
        if len(named_by) == 5:
            return table


def measures(table):
    in_need = table[table["in_need"]]
    return {
        "missed": 1 - in_need.groupby("group")["helped"].mean(),
        "helped": in_need.groupby("group")["helped"].mean(),
        "all": 1 - table.groupby("group")["helped"].mean(),
        "errors": (table["in_need"] != table["helped"]).groupby(table["group"]).mean(),
        "count": (~in_need["helped"]).groupby(in_need["group"]).sum(),
    }


def named(learner, table):
    try:
        name, share = learner.worst_off(table)
    except (TypeError, ValueError):
        fail("`worst_off` must return two things: the name of a group, a comma, its missed share.")
    if type(name) is not str:
        fail("The first thing that `worst_off` returns is not the name of a group.")
    expect.between(share, 0, 1e6, name="the missed share")
    return name, float(share)


@check("`worst_off` returns the name of a group and a number.")
def returns_name_and_share(learner, rng):
    table = people(rng)
    name, _ = named(learner, table)
    if name not in set(table["group"]):
        fail(f"{name!r} is no group of the table.")


@check("The group is the one that is missed most often when in need.")
def names_the_worst_off(learner, rng):
    tables = [people(rng) for _ in range(4)]
    got = [named(learner, table)[0] for table in tables]
    found = [measures(table) for table in tables]
    by = {key: [one[key].idxmax() for one in found] for key in found[0]}
    if got == by["missed"]:
        return
    if got == by["helped"]:
        fail(f"{got[0]!r} is the group that is helped best. You name the best off.")
    if got == by["errors"]:
        fail(
            "You count all errors, help that nobody needed included. The question is about people "
            "in need who get none."
        )
    if got == by["count"]:
        fail(
            "You name the group with the largest number of missed people. A large group has many "
            "of everything: take the share."
        )
    if got == by["all"]:
        fail("You look at all people. Keep only those in need first: the others miss nothing.")
    fail("The group you name is not the one with the largest missed share among those in need.")


@check("The number is the share of missed people among those in need.")
def share_is_right(learner, rng):
    table = people(rng)
    name, share = named(learner, table)
    found = measures(table)
    if np.isclose(share, found["missed"].max()):
        return
    if np.isclose(share, 1 - found["missed"].max()):
        fail(f"{share:.0%} is the share that was helped. The missed ones are the others.")
    if np.isclose(share, found["all"].get(name, -1)):
        fail("Your share is one of all people in the group, not of those in need.")
    fail(f"You return {share:.2f}, which is not the missed share of {name!r}.")
