"""A sketch keeps what learner code answered: two that differ in it differ, and no others do."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Sequence
from typing import Any

import numpy as np
import pandas as pd
import pytest

from ascent.runner.inside import wire
from ascent.testing import fingerprint, remote
from ascent.testing.api import Check, Failed
from ascent.testing.fingerprint import MAX_SAMPLE, Probe, Recorder, WatchedLink
from ascent.testing.likeness import TOLERANCE, same


def sketch(*values: Any, op: str = "call") -> dict[str, Any]:
    recorder = Recorder()
    for value in values:
        recorder.replied(op, {"value": value})
    made: dict[str, Any] = json.loads(json.dumps(recorder.sketch(), allow_nan=False))
    return made


def alike(one: Any, other: Any, **how: Any) -> bool:
    return same(sketch(one, **how), sketch(other, **how), TOLERANCE)


rows = np.random.default_rng(0).normal(size=(500, 3))
table = pd.DataFrame({"a": [1.5, np.nan], "b": ["x", "y"]}, index=[3, 4])
moved = rows.copy()
moved[250, 1] += 0.5

SAME = {
    "rounding": (1 / 3, 1 / 3 + 1e-9),
    "noise around zero": ([1.0, 1e-17], [1.0, -3e-17]),
    "a scalar of NumPy": (2.5, np.float64(2.5)),
    "keys in another order": ({"a": 1, "b": 2}, {"b": 2, "a": 1}),
    "a set": ({"x", "y", "z"}, {"z", "y", "x"}),
    "an array": (rows, rows * (1 + 1e-8)),
    "missing values": (np.array([1.0, np.nan]), np.array([1.0, np.nan])),
    "a table": (table, table.copy()),
    "what no float holds": (10**400, 10**400),
    "dates": (pd.Timestamp("2011-01-01"), pd.Timestamp("2011-01-01")),
}
OTHER = {
    "a value": (1.0, 1.001),
    "one value of many": (rows, moved),
    "rows in another order": (rows, rows[::-1]),
    "a shape": (np.zeros(4), np.zeros((4, 1))),
    "a kind of number": (np.zeros(3), np.zeros(3, dtype=int)),
    "a type": ([1, 2], (1, 2)),
    "a truth": (True, 1),
    "nothing": (None, 0),
    "a label": ("Adelie", "Gentoo"),
    "labels in another order": (["A", "A", "B"], ["A", "B", "B"]),
    "labels in an array": (np.array(["A", "B"]), np.array(["B", "A"])),
    "where a value is missing": (np.array([1.0, np.nan]), np.array([np.nan, 1.0])),
    "the sign of infinity": ([float("inf"), 1.0], [float("-inf"), 1.0]),
    "a column's name": (table, table.rename(columns={"a": "c"})),
    "a row label": (table, table.reset_index(drop=True)),
    "a small column beside a large one": (
        np.array([[1e5, 0.1], [1e5, 0.2]]),
        np.array([[1e5, 0.1], [1e5, 0.9]]),
    ),
    "a column of times beside numbers": (
        pd.DataFrame({"t": pd.to_datetime(["2011-01-01"]), "x": [0.25]}),
        pd.DataFrame({"t": pd.to_datetime(["2011-01-01"]), "x": [0.75]}),
    ),
    "dates": (dt.date(2011, 1, 1), dt.date(2011, 1, 2)),
}


@pytest.mark.parametrize("what", SAME)
def test_what_differs_in_rounding_or_form_alone_is_the_same(what: str) -> None:
    assert alike(*SAME[what])


@pytest.mark.parametrize("what", OTHER)
def test_what_differs_in_type_size_or_value_is_another(what: str) -> None:
    assert not alike(*OTHER[what])


def test_a_hundred_thousand_numbers_make_a_small_sketch_and_each_counts() -> None:
    many = np.linspace(1, 2, 100_000)
    changed = many.copy()
    changed[77_777] = 90.0
    assert len(sketch(many)["sample"]) == MAX_SAMPLE
    assert len(json.dumps(sketch(many))) < 10_000
    assert not same(sketch(many), sketch(changed), TOLERANCE)


def test_answers_are_compared_in_their_order() -> None:
    assert not same(sketch(1.0, 2.0), sketch(2.0, 1.0), TOLERANCE)
    assert not same(sketch(1.0), sketch(1.0, 1.0), TOLERANCE)


def test_printed_words_are_kept_apart_from_answers() -> None:
    one, other = sketch("Sum: 12\n", op="stdout"), sketch("The sum is: 12\n", op="stdout")
    assert not same(one, other, TOLERANCE)
    assert same(one, other, TOLERANCE, words=False)
    assert not alike("Sum: 12\n", "Sum: 13\n", op="stdout")
    assert alike("Sum:   12\n", "Sum: 12", op="stdout")


def test_the_words_of_a_figure_are_free_and_what_it_shows_is_not() -> None:
    figure = {"title": "Rides", "xlabel": "hour", "kinds": ["line"], "n_points": 24}
    assert alike([figure], [{**figure, "title": "My plot"}], op="figures")
    assert not alike([figure], [{**figure, "xlabel": ""}], op="figures")
    assert not alike([figure], [{**figure, "kinds": ["bar"]}], op="figures")


def test_an_exception_is_known_by_its_class_and_text_without_the_learners_names() -> None:
    def raised(kind: str, text: str) -> dict[str, Any]:
        recorder = Recorder()
        recorder.stopped(remote.Raised({"type": kind, "text": text}, "f()"))
        return recorder.sketch()

    one = raised("NameError", "name 'total' is not defined")
    assert same(one, raised("NameError", "name 'sum_' is not defined"), TOLERANCE)
    assert not same(one, raised("TypeError", "name 'total' is not defined"), TOLERANCE)
    assert not same(raised("KeyError", "'a'"), raised("KeyError", "'b'"), TOLERANCE)


def test_what_a_check_gives_is_kept_and_not_compared() -> None:
    def asked(*args: Any) -> dict[str, Any]:
        recorder = Recorder()
        recorder.asked({"args": list(args), "path": ["f"], "number": 31})
        return recorder.sketch()

    one = asked(2.5, {"rain": 7}, np.arange(3), "x = 4.25")
    assert one["given"] == [2.5, 7.0, 0.0, 1.0, 2.0, 4.25]
    assert asked(pd.Series([1.5, 2.5]))["given"] == [1.5, 2.5]
    assert same(one, asked(9.5), TOLERANCE)
    assert len(asked(np.zeros(100_000))["given"]) <= 300
    assert asked(float("inf"), float("nan"), 10**400)["given"] == [1e150, 1e150]


class TestProbe:
    """A probe runs each check on its seeds, up to the first that fails."""

    def link(self, answers: Sequence[object]) -> WatchedLink:
        given = iter(answers)
        return WatchedLink(lambda _: wire.dumps(next(given)))

    def check(self) -> Check:
        return Check("c", "Something holds.", 1, lambda: None, ())

    def test_it_sketches_every_answer_of_every_seed(self) -> None:
        link = self.link([{"value": 1.0}, {"value": 2.0}])
        learner = remote.Learner(link, "")
        seeds = []

        def once(seed: int) -> fingerprint.Outcome:
            seeds.append(seed)
            learner.f(seed)
            return "passed", "", ""

        outcome, found = Probe(link, 5).run(self.check(), once)
        assert (outcome, seeds) == (("passed", "", ""), [5, 6])
        assert [one["sample"] for one in found["seeds"]] == [[1.0], [2.0]]
        assert link.recorder is None

    def test_after_a_failure_nothing_is_run(self) -> None:
        probe = Probe(self.link([]), 1)
        outcome, found = probe.run(self.check(), lambda seed: ("wrong", f"No: {seed}.", ""))
        assert outcome == ("wrong", "No: 1.", "")
        assert [one["message"] for one in found["seeds"]] == ["No: 1.", "No: 2."]
        outcome, found = probe.run(self.check(), lambda _: pytest.fail("it ran"))
        assert (outcome[0], found) == ("not-run", None)

    def test_exceptions_and_calls_back_are_answers_too(self) -> None:
        raised = {"raised": {"type": "ValueError", "text": "no", "bases": ["ValueError"]}}
        link = self.link([{"value": 1.0}, raised])
        learner = remote.Learner(link, "")
        link.recorder = Recorder()
        learner.f(lambda x: x)
        link.call_back(
            wire.dumps({"callback": next(iter(link.callbacks)), "args": [7], "kwargs": {}})
        )
        with pytest.raises(remote.Raised):
            learner.f()
        assert link.recorder.answers == 3
        assert 7.0 in link.recorder.sketch()["sample"]

    def test_a_handle_that_is_given_is_asked_for_nothing(self) -> None:
        link = self.link([{"handle": 1, "type": "DataFrame"}, {"value": None}])
        learner = remote.Learner(link, "")
        link.recorder = Recorder()
        learner.f(learner.put([1.0]), [2.0])
        assert link.recorder.answers == 2
        assert list(link.recorder.given) == [1.0, 2.0]

    def test_an_answer_that_cannot_be_used_is_one_too(self) -> None:
        link = self.link([{"nonsense": 1}])
        link.recorder = Recorder()
        with pytest.raises(Failed):
            remote.Learner(link, "").f()
        assert link.recorder.answers == 1

    def test_without_a_probe_nothing_is_recorded(self) -> None:
        link = self.link([{"value": 1.0}])
        assert remote.Learner(link, "").f() == 1.0
        assert link.recorder is None
