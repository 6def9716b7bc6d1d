"""The state in the database is the fold of the log, whatever the clock did."""

import contextlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.apps import apps
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ascent.accounts.models import Person
from ascent.ids import uuid7
from ascent.learner import actions, names, parameters, queue, state
from ascent.learner.actions import Graded, Subject
from ascent.learner.models import Evidence, FeltGap, Loop, Placement, Snapshot
from ascent.learner.tracing import links
from ascent.learner.tracing.links import Link, Links

NOON = datetime(2027, 1, 10, 12, tzinfo=UTC)
LINKS = Links(needed={"fit": (Link("split", 0.9, 0.4),)})
FIT = Subject("first-model", "exercise", "a" * 64, {"fit": 1.0}, guess=0.03, slip=0.1)

CHECKS = [HealthCheck.too_slow, HealthCheck.function_scoped_fixture]
rows = st.lists(
    st.fixed_dictionaries(
        {
            "hours": st.integers(-5, 100),  # small steps: many rows of one moment
            "skill": st.sampled_from(["fit", "split", "plot"]),
            "outcome": st.sampled_from(["passed", "wrong", "read", "placed"]),
            "kind": st.sampled_from(["exercise", "question"]),
            "hints": st.integers(0, 2),
        }
    ),
    min_size=1,
    max_size=12,
)


@pytest.fixture(autouse=True)
def small_map(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(links, "_source", lambda: LINKS)


@contextmanager
def somebody() -> Iterator[Person]:
    person = Person.objects.create(username=uuid7().hex)
    yield person
    person.delete()


def added(person: Person, at: datetime, **said: Any) -> None:
    row = Evidence.objects.create(
        learner=person,
        activity="an-activity",
        kind=said.get("kind", "exercise"),
        content_hash="a" * 64,
        skills=said.get("skills", {said.get("skill", "fit"): 0.9}),
        outcome=said.get("outcome", "passed"),
        points=1.0,
        guess=0.1,
        slip=0.1,
        hints=said.get("hints", 0),
        at=at,
    )
    state.add(person, row)


@pytest.mark.django_db
@settings(max_examples=40, suppress_health_check=CHECKS)
@given(rows)
def test_live_equals_replay_also_when_the_clock_stands_still_or_goes_back(
    log: list[dict[str, Any]],
) -> None:
    with somebody() as person:
        for said in log:
            added(person, NOON + timedelta(hours=said.pop("hours")), **said)
        live = state.of(person).to_json()
        assert live == state.rebuild(person).to_json()


@pytest.mark.django_db
@settings(max_examples=20, suppress_health_check=CHECKS)
@given(rows)
def test_rows_of_one_moment_may_come_in_any_order(log: list[dict[str, Any]]) -> None:
    states = []
    for order in (log, list(reversed(log))):
        with somebody() as person:
            for said in order:
                added(person, NOON, **{k: v for k, v in said.items() if k != "hours"})
            states.append(state.of(person).to_json())
    assert states[0] == states[1]


def test_another_map_other_names_and_other_parameters_replay_the_log(
    ada: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    added(ada, NOON)
    assert state.of(ada).mastery("split") > state.of(ada).mastery("plot")
    versions = {Snapshot.objects.get().model}
    monkeypatch.setattr(links, "_source", lambda: links.NONE)
    assert state.of(ada).mastery("split") == state.of(ada).mastery("plot")
    versions.add(Snapshot.objects.get().model)
    monkeypatch.setattr(names, "_source", lambda: {"fit": "fit-a-model"})
    assert state.of(ada).skill("fit-a-model").seen
    versions.add(Snapshot.objects.get().model)
    monkeypatch.setattr(parameters, "version", lambda: "other")
    state.of(ada)
    versions.add(Snapshot.objects.get().model)
    assert len(versions) == 4


def test_who_is_deleted_leaves_nothing_and_nobody_else_loses_anything(
    ada: Person, alan: Person
) -> None:
    for person in (ada, alan):
        attempt = actions.hand_in(person, FIT, {"code": "x = 1"}, "web")
        token = queue.claim(attempt.id)
        assert token is not None
        assert actions.settle(attempt.id, token, FIT, Graded("passed", 1.0))
        loop = actions.start_loop(person, wish="w", hours=4, interest="i", due={})
        FeltGap.objects.create(loop=loop, text="splits")
        Placement.objects.create(learner=person, seed=1)
    before = state.of(alan)
    ada.delete()
    assert state.of(alan) == state.rebuild(alan) == before
    assert Loop.objects.get().learner == alan
    about = [m for m in apps.get_app_config("learner").get_models() if hasattr(m, "learner")]
    assert len(about) >= 7
    for model in about:
        assert not model._default_manager.exclude(learner=alan).exists()
    assert FeltGap.objects.count() == 1


def test_the_order_in_which_a_database_keeps_the_skills_of_a_row_changes_nothing(
    ada: Person,
) -> None:
    for order in (("split", "fit", "plot"), ("plot", "fit", "split")):
        added(ada, NOON, skills=dict.fromkeys(order, 1.0))
    one, other = (state.observation(row) for row in Evidence.objects.order_by("id"))
    assert list(one.skills) == list(other.skills) == ["fit", "plot", "split"]


def test_a_row_from_elsewhere_is_read_within_bounds(ada: Person) -> None:
    row = Evidence(
        learner=ada,
        activity="an-activity",
        kind="question",
        content_hash="a" * 64,
        skills={"fit": 7, "split": "much", "plot": -1, "tune": float("nan")},
        outcome="wrong",
        points=-3.0,
        guess=1.5,
        slip=-0.2,
        difficulty=9.0,
        at=NOON,
    )
    seen = state.observation(row)
    assert seen.skills == {"fit": 1.0}
    assert (seen.points, seen.guess, seen.slip, seen.difficulty) == (0.0, 0.99, 0.0, 1.0)


@pytest.fixture
def committed(transactional_db: None) -> Iterator[Person]:
    """Somebody whose rows are written for good, as in a server."""
    person = Person.objects.create(username=uuid7().hex)
    yield person
    person.delete()


def test_a_state_in_memory_is_given_only_while_nothing_has_come(committed: Person) -> None:
    actions.read(committed, FIT)
    first = state.of(committed)
    assert state.of(committed) is first
    actions.read(committed, replace(FIT, activity="another"))
    second = state.of(committed)
    assert second.rows == first.rows + 1
    assert second == state.rebuild(committed)


def test_what_was_just_folded_need_not_be_read_again(
    committed: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    actions.read(committed, FIT)
    monkeypatch.setattr(state, "_read", None)
    folded = state.of(committed)
    with transaction.atomic():
        assert state.of(committed) is folded, "nor in the transaction of the next answer"
    monkeypatch.undo()
    assert folded == state.rebuild(committed)


def test_what_was_rolled_back_is_not_in_memory(committed: Person) -> None:
    with contextlib.suppress(RuntimeError), transaction.atomic():
        actions.read(committed, FIT)
        raise RuntimeError
    assert state.of(committed).rows == 0


def test_a_state_in_memory_follows_what_the_learner_wishes(committed: Person) -> None:
    actions.read(committed, FIT)
    before = state.of(committed)
    actions.set_preferences(committed, retention=0.85)
    assert state.of(committed).wish == 0.85 != before.wish
    assert state.of(committed).skills == before.skills


def test_a_state_in_memory_is_old_with_another_model(
    committed: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    actions.read(committed, FIT)
    before = state.of(committed)
    monkeypatch.setattr(names, "version", lambda: "renamed")
    assert state.of(committed) is not before
