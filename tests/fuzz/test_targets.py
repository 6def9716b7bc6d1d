"""The fuzzers' short form: honest input, some changed input, and all that was ever found."""

from __future__ import annotations

import random

import numpy as np
import pytest

from ascent.runner.inside import reading, wire
from tests.fuzz import fuzz_wire, mutator, oracle, samples, targets

ROUNDS = 150


@pytest.mark.parametrize("name", targets.TARGETS)
def test_honest_and_changed_input_goes_through(name: str) -> None:
    seeds = targets.seeds(name)
    for data in seeds:
        targets.run(name, data)
    for seed in range(ROUNDS):
        changed = mutator.mutate(random.Random(seed).choice(seeds), seed)
        try:
            targets.run(name, changed)
        except BaseException as error:
            error.add_note(f"{name}: {changed!r}")
            raise


def test_what_was_found_stays_mended() -> None:
    for path in fuzz_wire.FOUND.glob("*-*"):
        targets.run(path.name.partition("-")[0], path.read_bytes())


@pytest.mark.parametrize("value", samples.VALUES, ids=lambda value: type(value).__name__)
def test_every_sample_arrives_as_it_left(value: object) -> None:
    assert oracle.same(wire.loads(wire.dumps(value, oracle.extend), oracle.Ref), value)


def test_the_oracle_sees_a_reader_that_does_not_look(monkeypatch: pytest.MonkeyPatch) -> None:
    twice = mutator.join({"$": "set", "v": [1, True]}, [])
    assert not oracle.check(twice)
    monkeypatch.setitem(
        reading._READERS, "tuple", lambda reader, tree: tuple(reader.each(tree)[:-1])
    )
    with pytest.raises(AssertionError):
        oracle.check(wire.dumps((1, 2)))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (1, True),
        (1, 1.0),
        (0.0, -0.0),
        ((1,), [1]),
        ({1, 2}, frozenset({1, 2})),
        ({"a": 1, "b": 2}, {"b": 2, "a": 1}),
        (np.float32(1), np.float64(1)),
        (np.array([1]), np.array([1], ">i8")),
        (np.array([0.0]), np.array([-0.0])),
    ],
)
def test_the_oracle_tells_values_apart_that_are_equal(one: object, other: object) -> None:
    assert not oracle.same(one, other)
    assert oracle.same(one, one)


def test_changes_are_the_same_for_the_same_seed_and_reach_both_sides() -> None:
    message = samples.messages()[2]
    changed = [mutator.mutate(message, seed) for seed in range(60)]
    assert changed == [mutator.mutate(message, seed) for seed in range(60)]
    assert {oracle.check(one) for one in changed} == {True, False}
