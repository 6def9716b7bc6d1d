"""The command line inside this process: the tests' database, a home for each test."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from ascent.accounts.models import Person
    from ascent.curriculum import Pack
    from tests.cli.terminal import Terminal


@pytest.fixture
def ascent(db: None, monkeypatch: pytest.MonkeyPatch) -> Terminal:
    """The command, as a learner types it."""
    from tests.cli.terminal import Terminal

    monkeypatch.setenv("ASCENT_SECRET_KEY", "x" * 50)
    monkeypatch.setenv("COLUMNS", "100")
    return Terminal()


@pytest.fixture(autouse=True)
def packs_are_read_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Commands that check a pack read all of its files; the built-in one is kept here, as in a
    server."""
    from ascent import curriculum, home
    from ascent.curriculum import loader
    from ascent.kinds import registry

    def load(folders: Sequence[Path], kinds: Any) -> Pack:
        known = list(folders) == list(home.packs())
        return registry.pack() if known else loader.load(folders, kinds)

    monkeypatch.setattr(curriculum, "load", load)


@pytest.fixture
def loop(ada: Person) -> Person:
    """Ada has said her wish: the loop is open."""
    from ascent import clock
    from ascent.kinds import guide, registry
    from ascent.learner import actions

    interest = next(iter(registry.pack().interests))
    due = guide.plan_loop(interest, 4, clock.today())
    actions.start_loop(ada, wish="Predict prices", hours=4, interest=interest, due=due)
    return ada


@pytest.fixture
def graded_as(monkeypatch: pytest.MonkeyPatch) -> Callable[[Any], None]:
    """Let exercises be graded by a function of the test instead of in the kit."""
    from ascent.kinds import registry
    from ascent.runner import kits

    def use(grade: Any) -> None:
        kind = replace(registry.kinds()["exercise"], grade=grade)
        monkeypatch.setitem(registry.kinds(), "exercise", kind)
        monkeypatch.setattr(kits, "is_ready", lambda name: True)

    return use
