"""Proofs in turn: the longest first, what passed never twice, what breaks alone."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from ascent.curriculum import Problem
from ascent.kinds.schedule import Passed, Proof, run_all


def proof(name: str, kind: str = "question", stamp: str = "1", *problems: str) -> Proof:
    found = tuple(Problem("x.toml", 1, problem, "Said.") for problem in problems)
    return Proof(name, kind, "x.toml", "data", stamp, lambda: found)


def order(proofs: list[Proof], passed: Passed) -> list[str]:
    """The names in the order in which one worker proves them."""
    seen: list[str] = []
    run_all(proofs, passed, 1, lambda _done, _of, name: seen.append(name))
    return seen[1:]


def test_kinds_that_take_long_begin_first() -> None:
    proofs = [proof("a"), proof("b", "exercise"), proof("c", "tour"), proof("d", "figure")]
    assert order(proofs, Passed(None)) == ["c", "b", "d", "a"]


def test_what_took_long_before_begins_first(tmp_path: Path) -> None:
    passed = Passed(tmp_path)
    for name, seconds in (("a", 0.5), ("b", 9.0), ("c", 3.0)):
        passed.add(proof(name, "exercise"), seconds)
    changed = [proof(name, "exercise", "2") for name in ("a", "b", "c", "new")]
    assert order(changed, Passed(tmp_path)) == ["b", "c", "new", "a"]


def test_what_passed_is_known_until_its_stamp_changes(tmp_path: Path) -> None:
    proofs = [proof("a"), proof("b", "question", "1", "exercise.E250")]
    first = run_all(proofs, Passed(tmp_path), 2)
    assert set(first.took) == {"a", "b"}
    assert [problem.id for problem in first.problems["b"]] == ["exercise.E250"]
    again = run_all(proofs, Passed(tmp_path), 2)
    assert set(again.problems) == {"a", "b"}
    assert set(again.took) == {"b"}  # what failed is proved again
    assert set(run_all([proof("a", stamp="2")], Passed(tmp_path), 2).took) == {"a"}


@pytest.mark.parametrize("kept", ["", "[1]", '{"a": "1"}', json.dumps({"a": ["1", "x"]}), "\0"])
def test_notes_that_are_not_ours_are_begun_anew(tmp_path: Path, kept: str) -> None:
    (tmp_path / "passed.json").write_text(kept)
    assert not Passed(tmp_path).has(proof("a"))
    assert set(run_all([proof("a")], Passed(tmp_path), 1).took) == {"a"}
    assert Passed(tmp_path).has(proof("a"))


def test_one_that_breaks_is_named_and_stops_no_other() -> None:
    def broken() -> Iterator[Problem]:
        raise RuntimeError("no such table")
        yield

    proofs = [Proof("bad", "question", "q.toml", "data", "1", broken), proof("good")]
    done = run_all(proofs, Passed(None), 2)
    (problem,) = done.problems["bad"]
    assert (problem.id, problem.path) == ("pack.E051", "q.toml")
    assert "no such table" in problem.message
    assert done.problems["good"] == ()


def test_two_are_proved_at_a_time() -> None:
    both = threading.Barrier(2, timeout=60)  # breaks, and fails the proofs, if one waits alone

    def meet() -> tuple[Problem, ...]:
        both.wait()
        return ()

    proofs = [Proof(name, "question", "q.toml", "data", "1", meet) for name in "abcd"]
    assert run_all(proofs, Passed(None), 2).problems == dict.fromkeys("abcd", ())
