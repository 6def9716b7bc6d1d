"""What was learnt under a former id is known under the present one."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import pytest
from django.db import connection

from ascent.accounts.models import Person
from ascent.learner import access, actions, names, queue, state
from ascent.learner.actions import Graded, Subject
from ascent.learner.models import Attempt, Visit

OLD = Subject("old-task", "exercise", "a" * 64, {"old-skill": 1.0}, guess=0.0, slip=0.1)
NEW = Subject("new-task", "exercise", "b" * 64, {"new-skill": 1.0}, guess=0.0, slip=0.1)
Rename = Callable[[Mapping[str, str]], None]


@pytest.fixture
def rename(monkeypatch: pytest.MonkeyPatch) -> Rename:
    """Says what the pack has renamed."""

    def use(renamed: Mapping[str, str]) -> None:
        monkeypatch.setattr(names, "_source", lambda: renamed)

    use({})
    return use


def settled(person: Person, subject: Subject, outcome: str) -> Attempt:
    attempt = actions.hand_in(person, subject, {"code": outcome}, "web")
    token = queue.claim(attempt.id)
    assert token is not None
    actions.settle(attempt.id, token, subject, Graded(outcome, 1.0))
    return attempt


def test_a_renamed_skill_keeps_its_evidence(ada: Person, rename: Rename) -> None:
    settled(ada, OLD, "passed")
    before = state.of(ada).skill("old-skill")
    rename({"old-skill": "new-skill"})
    assert state.of(ada).skill("new-skill") == before
    settled(ada, NEW, "passed")
    assert state.of(ada).skill("new-skill").seen == 2
    assert state.of(ada) == state.rebuild(ada)


def test_a_renamed_activity_keeps_its_visit_and_its_attempts(ada: Person, rename: Rename) -> None:
    attempt = settled(ada, OLD, "passed")
    actions.take_hint(ada, "old-task", rungs=3)
    rename({"old-task": "new-task"})
    assert access.done(ada) == {"new-task"}
    assert access.last_attempt(ada, "new-task") == attempt
    visit = actions.open_visit(ada, "new-task")
    assert (visit.hints, visit.done is not None) == (1, True)
    assert Visit.objects.count() == 1


def test_a_loop_towards_a_renamed_interest_goes_on(ada: Person, rename: Rename) -> None:
    actions.start_loop(ada, wish="one", hours=3, interest="old-goal", due={})
    rename({"old-goal": "new-goal"})
    loop = access.open_loop(ada)
    assert loop is not None
    loop.refresh_from_db()
    assert loop.interest == "new-goal"


def test_the_newest_attempt_is_found_without_sorting(ada: Person) -> None:
    if connection.vendor != "sqlite":
        pytest.skip("an empty table on PostgreSQL is read as a whole")
    of_it = Attempt.objects.filter(learner=ada, activity="x").order_by("-id")
    plan = of_it.explain()
    assert "attempt_newest_first" in plan
    assert "TEMP B-TREE" not in plan


def test_names_that_are_held_are_asked_for_once(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []

    def source() -> Mapping[str, str]:
        asked.append("again")
        return {"old": "new"}

    monkeypatch.setattr(names, "_source", source)
    with names.held():
        assert [names.present("old") for _ in range(5)] == ["new"] * 5
        assert names.every("new") == ["new", "old"]
    assert len(asked) == 1
    assert names.present("old") == "new"
    assert len(asked) == 2
