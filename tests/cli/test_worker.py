"""worker: it grades what waits, but other people's code only where that can be locked in."""

from __future__ import annotations

import pytest

from ascent.accounts.models import Person
from ascent.kinds import grading, registry
from ascent.kinds.grading import workers
from ascent.runner import kits, sandbox
from tests.cli.terminal import EXERCISE, Terminal


@pytest.fixture
def limited(ascent: Terminal, monkeypatch: pytest.MonkeyPatch) -> None:
    """A machine that cannot keep code apart, and a worker that would end at once."""
    found = sandbox.Isolation("limited", {"namespaces": "a test"}, "sudo sysctl something=1")
    monkeypatch.setattr(sandbox, "isolation", lambda: found)
    monkeypatch.setattr(kits, "is_ready", lambda name: True)
    monkeypatch.setattr("ascent.runner.warm", lambda kit: True)
    monkeypatch.setattr(workers, "work", lambda *_: "idle")


def test_the_answers_of_several_people_are_refused_where_code_cannot_be_locked_in(
    ascent: Terminal, ada: Person, alan: Person, limited: None
) -> None:
    attempt = grading.submit(
        alan, registry.pack().activities[EXERCISE], {"code": "x = 1"}, via="web"
    )
    result = ascent("worker", "--leave-after", "0")
    assert result.exit_code == 1
    assert "More than one person hands in here" in result.output
    assert "sudo sysctl something=1" in result.output
    attempt.refresh_from_db()
    assert (attempt.state, attempt.tries) == ("queued", 0)


def test_ones_own_answers_are_not(ascent: Terminal, ada: Person, limited: None) -> None:
    result = ascent("worker", "--leave-after", "0")
    assert result.exit_code == 0
    assert "why=idle" in result.stdout


def test_an_executor_that_is_none_is_named(
    ascent: Terminal, ada: Person, limited: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ASCENT_EXECUTOR", "somewhere")
    result = ascent("worker", "--leave-after", "0")
    assert result.exit_code == 1
    assert "HOST:PORT" in result.output
