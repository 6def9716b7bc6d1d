"""No model sees the answer it predicts, nor a later one.

A copy of the table has other answers from some place of each student on. What was predicted up
to and with that place must be the same number.
"""

from __future__ import annotations

import importlib
from dataclasses import replace

import numpy as np
import pytest

from benchmarks.kt_run import MODELS
from benchmarks.kt_table import Rows, Table

NEEDS = {"kt_linear": "sklearn", "kt_dkt": "torch"}
FREE = ("item-mean",)  # needs none of these packages


def made(students: int = 15, answers: int = 12) -> Table:
    """Random answers; some items have no skill, some two, some come again."""
    rng, rows = np.random.default_rng(5), Rows()
    for user in range(students):
        for n in range(answers):
            item = int(rng.integers(6))
            skills = ((), ("a",), ("b",), ("a", "b"), ("c",), ("a", "c"))[item]
            rows.add(str(user), str(item), skills, int(rng.random() < 0.6), 900.0 * n**2)
    return rows.table("made")


def model(name: str, table: Table):
    module, _, maker = MODELS[name].partition(".")
    if module in NEEDS and name not in FREE:
        pytest.importorskip(NEEDS[module])
    return getattr(importlib.import_module(f"benchmarks.{module}"), maker)(table)


def place_in_student(table: Table) -> np.ndarray:
    first = np.unique(table.user, return_index=True)[1]
    return np.arange(len(table)) - first[table.user]


@pytest.mark.parametrize("name", MODELS)
@pytest.mark.parametrize("place", [0, 4, 11])
def test_an_answer_changes_no_prediction_up_to_its_own(name: str, place: int) -> None:
    table = made()
    test = table.folds() == 0
    later = test & (place_in_student(table) >= place)
    flipped = replace(table, right=np.where(later, 1 - table.right, table.right))
    told = []
    for one in (table, flipped):
        competitor = model(name, one)
        competitor.fit(~test)
        told.append(competitor.predict(test))
    seen = (place_in_student(table) <= place)[test]
    np.testing.assert_allclose(told[1][seen], told[0][seen], rtol=0, atol=1e-7)


@pytest.mark.parametrize("name", MODELS)
def test_a_table_without_skills_or_with_one_outcome_is_predicted(name: str) -> None:
    table = made(students=6, answers=3)
    plain = replace(table, combo=table.combo * 0, combos=((),), skills=())
    for one in (plain, replace(table, right=table.right * 0 + 1)):
        test = one.folds() == 0
        competitor = model(name, one)
        competitor.fit(~test)
        chance = competitor.predict(test)
        assert ((chance >= 0) & (chance <= 1)).all()


@pytest.mark.parametrize("name", [name for name in MODELS if name not in ("item-mean", "irt")])
def test_an_answer_changes_later_predictions(name: str) -> None:
    """The test above would also pass for a model that looks at nothing."""
    table = made()
    test = table.folds() == 0
    first = test & (place_in_student(table) == 0)
    competitor = model(name, table)
    competitor.fit(~test)
    before = competitor.predict(test)
    flipped = model(name, replace(table, right=np.where(first, 1 - table.right, table.right)))
    flipped.fit(~test)
    assert not np.allclose(before, flipped.predict(test))


def test_bkt_stays_a_probability_after_a_long_run_of_either_kind() -> None:
    """Without forgetting, nearly 1 is one rounding error from beyond 1."""
    rows = Rows()
    for user in range(6):
        for n in range(800):
            rows.add(str(user), "i", ("s",), int(n % 400 < 350 + user), float(n))
    table = rows.table("long")
    test = table.folds() == 0
    bkt = model("bkt", table)
    bkt.fit(~test)
    chance = bkt.predict(test)
    assert ((chance > 0) & (chance < 1)).all()


def test_the_order_of_later_answers_changes_nothing_before_them() -> None:
    table = made()
    test = table.folds() == 0
    rows = np.arange(len(table))
    for user in np.unique(table.user[test]):
        own = rows[table.user == user][5:]
        rows[own] = np.random.default_rng(user).permutation(own)
    columns = {c: getattr(table, c)[rows] for c in ("item", "combo", "right")}
    shuffled = replace(table, **columns)
    told = []
    for one in (table, shuffled):
        ours = model("ours", one)
        ours.fit(~test)
        told.append(ours.predict(test))
    early = (place_in_student(table) < 5)[test]
    np.testing.assert_array_equal(told[1][early], told[0][early])


def test_ours_answers_the_same_one_by_one() -> None:
    table = made()
    test = table.folds() == 0
    ours = model("ours", table)
    ours.fit(~test)
    streamed, _ = ours.stream(test)
    np.testing.assert_allclose(streamed, ours.predict(test), rtol=0, atol=1e-9)


def test_students_of_the_held_out_fold_do_not_move_the_fit() -> None:
    table = made()
    test = table.folds() == 0
    flipped = replace(table, right=np.where(test, 1 - table.right, table.right))
    fits = []
    for one in (table, flipped):
        ours = model("ours", one)
        ours.fit(~test)
        fits.append(ours.fitted)
    assert fits[0] == fits[1]
