"""Fitting to one's own answers: few move little, many move far enough, luck is told from gain."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ascent.learner.fitting import comparing, refitting
from ascent.learner.fitting.refitting import Row
from ascent.learner.tracing import hybrid
from ascent.learner.tracing.knowing import OURS, Model

WORDS = st.sampled_from(["a", "b", "c"])
ROWS = st.lists(
    st.builds(
        Row,
        learner=st.integers(0, 3),
        item=WORDS,
        skills=st.lists(WORDS, max_size=2, unique=True).map(tuple),
        given=st.floats(0, 1),
        right=st.booleans(),
        at=st.floats(0, 1e9),
    ),
    max_size=25,
).map(lambda rows: sorted(rows, key=lambda row: (row.learner, row.at)))


def made(learners: int, answers: int, hard: float = 0.0, seed: int = 1) -> list[Row]:
    """Answers to five tasks whose author says 0.5 for all. Task 0 is `hard` logits harder."""
    rng, rows = np.random.default_rng(seed), []
    logit = hybrid.logit_of(0.5)
    for who in range(learners):
        ability = rng.normal()
        for n in range(answers):
            task = int(rng.integers(5))
            chance = 1 / (1 + math.exp(logit + hard * (task == 0) - ability))
            right = bool(rng.random() < chance)
            rows.append(Row(who, f"task-{task}", ("s",), 0.5, right, 60.0 * n))
    return rows


def moved(model: Model) -> float:
    """By how much the weights differ from those that come with Ascent, at most."""
    pairs = zip(model.parameters.weights, hybrid.DEFAULT.weights, strict=True)
    return max(abs(a - b) for a, b in pairs)


def test_one_answer_moves_next_to_nothing() -> None:
    model = refitting.refit([Row(0, "task", ("s",), 0.5, False, 0.0)])
    assert moved(model) < 0.01
    assert 0 < model.difficulties["task"] - hybrid.logit_of(0.5) < 0.6


def test_many_answers_find_what_is_hard() -> None:
    difficulties = refitting.refit(made(60, 20, hard=2.0)).difficulties
    others = [difficulties[f"task-{n}"] for n in range(1, 5)]
    assert difficulties["task-0"] - np.mean(others) == pytest.approx(2.0, abs=0.6)


def test_a_fit_is_kept_within_reach_of_the_author() -> None:
    rows = [Row(n, "task", ("s",), 0.5, False, 0.0) for n in range(2000)]
    away = refitting.refit(rows).difficulties["task"] - hybrid.logit_of(0.5)
    assert away <= refitting.FARTHEST


def test_fitting_helps_learners_that_were_not_seen() -> None:
    found = comparing.compare(made(30, 20, hard=2.5), OURS)
    assert found.verdict == "better"
    assert found.measures["auc"].gain > 0


def test_where_nothing_is_to_be_gained_no_gain_is_claimed() -> None:
    """Answers drawn from the very model in use."""
    rng, rows, students = np.random.default_rng(2), [], {}
    for who in range(40):
        student = students.setdefault(who, hybrid.Student())
        for n in range(15):
            asked = (f"task-{rng.integers(5)}", ("s",), hybrid.logit_of(0.5))
            right = bool(rng.random() < hybrid.chance(hybrid.DEFAULT, student, *asked, 60.0 * n))
            hybrid.update(hybrid.DEFAULT, student, *asked, right, 60.0 * n)
            rows.append(Row(who, asked[0], ("s",), 0.5, right, 60.0 * n))
    assert comparing.compare(rows, OURS).verdict != "better"


def test_few_learners_are_not_held_out() -> None:
    with pytest.raises(ValueError, match="takes 5 learners"):
        comparing.compare(made(4, 5), OURS)


def test_only_learners_who_began_later_are_judged() -> None:
    rows = made(8, 6)
    late = [replace(one, at=one.at + 1e6) for one in rows if one.learner < 6]
    mixed = sorted(late + [one for one in rows if one.learner >= 6], key=lambda r: r.learner)
    assert comparing.newcomers(mixed, 5e5) == {0, 1, 2, 3, 4, 5}
    assert comparing.compare(mixed, OURS, 5e5).learners == 6
    with pytest.raises(ValueError, match="takes 5 learners"):
        comparing.compare(mixed, OURS, 1e7)


def test_an_interval_is_wider_with_fewer_learners() -> None:
    few, many = (comparing.compare(made(n, 10, hard=1.0), OURS) for n in (6, 60))
    width = [c.measures["log-loss"].high - c.measures["log-loss"].low for c in (few, many)]
    assert width[0] > width[1]


@given(ROWS)
def test_whatever_was_answered_the_numbers_stay_usable(rows: list[Row]) -> None:
    model = refitting.refit(rows)
    numbers = [*model.parameters.weights, model.parameters.intercept, *model.difficulties.values()]
    assert all(math.isfinite(number) and abs(number) < 12 for number in numbers)
    chances = refitting.predict(rows, model)
    assert ((chances >= 0) & (chances <= 1)).all()


@given(ROWS, st.integers(0, 24))
def test_an_answer_changes_no_prediction_up_to_its_own(rows: list[Row], n: int) -> None:
    if n < len(rows):
        flipped = [*rows[:n], replace(rows[n], right=not rows[n].right), *rows[n + 1 :]]
        told, then = refitting.predict(rows, OURS), refitting.predict(flipped, OURS)
        np.testing.assert_array_equal(then[: n + 1], told[: n + 1])
