"""The characters are who they are said to be, on the database that was asked for."""

import pytest
from django.db import connection

from ascent.accounts.models import Person
from ascent.learner import access, state


def test_ada_has_nothing_behind_her(ada: Person) -> None:
    assert access.open_loop(ada) is None
    assert access.done(ada) == frozenset()


def test_grace_has_a_loop_and_knows_something(grace: Person) -> None:
    assert access.open_loop(grace) is not None
    assert state.of(grace).known_skills()


def test_nothing_of_grace_is_alans(grace: Person, alan: Person) -> None:
    assert access.open_loop(alan) is None
    assert not state.of(alan).known_skills()


def test_the_database_is_the_one_that_was_asked_for(
    db: None, request: pytest.FixtureRequest
) -> None:
    asked = {"sqlite": "sqlite", "postgres": "postgresql"}[request.config.getoption("--db")]
    assert connection.vendor == asked
