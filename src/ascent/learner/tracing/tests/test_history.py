"""The history of a skill is the fold itself, seen from that skill."""

from unittest.mock import Mock

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ascent.learner.tracing import history
from ascent.learner.tracing.folding import LearnerState, Observation, fold
from ascent.learner.tracing.links import Link, Links
from ascent.learner.tracing.memory import DAY, DUE
from ascent.learner.tracing.student import Student

LINKS = Links(needed={"upper": (Link("lower", 0.9),), "top": (Link("upper", 0.8),)})
START = 1_700_000_000.0

observations = st.builds(
    Observation,
    at=st.integers(0, 90).map(lambda days: START + days * DAY / 3),
    skills=st.dictionaries(
        st.sampled_from(["lower", "upper", "top", "aside"]), st.sampled_from([0.3, 1.0]), min_size=1
    ),
    outcome=st.sampled_from(["passed", "wrong", "crashed", "read"]),
    guess=st.sampled_from([0.0, 0.25]),
    slip=st.just(0.1),
    kind=st.sampled_from(["exercise", "question"]),
    activity=st.sampled_from(["one", "two", "three"]),
)


def seen(day: float, outcome: str = "passed", skill: str = "lower") -> Observation:
    return Observation(
        START + day * DAY, {skill: 1.0}, outcome, slip=0.1, kind="question", activity="q"
    )


@given(st.lists(observations, max_size=25), st.sampled_from(["lower", "upper", "top"]))
def test_it_passes_through_the_states_of_the_fold(log: list[Observation], skill: str) -> None:
    points = history.curve(list(enumerate_ids(log)), LINKS, skill)
    told = {point.evidence: point for point in points}
    state = LearnerState()
    for name, row in history.in_order(enumerate_ids(log), key=lambda pair: pair[1]):
        before, state = state, fold(state, row, LINKS)
        if name in told:
            point = told[name]
            assert (point.before, point.mastery) == (before.mastery(skill), state.mastery(skill))
            assert point.retention == state.retention(skill, row.at)
            assert point.state == state.skill(skill)
        else:
            assert state.skill(skill) == before.skill(skill)
            assert skill not in row.skills


def enumerate_ids(log: list[Observation]) -> list[tuple[str, Observation]]:
    return [(str(n), row) for n, row in enumerate(log)]


def test_what_came_over_a_link_names_the_other_end() -> None:
    points = history.curve([("a", seen(0, skill="upper"))], LINKS, "lower")
    assert [(p.direct, p.over) for p in points] == [(False, "upper")]
    assert points[0].mastery > points[0].before


def test_it_says_where_the_skill_lit_up() -> None:
    points = history.curve(enumerate_ids([seen(n) for n in range(4)]), LINKS, "lower")
    assert [p.lit for p in points].count(True) == 1
    assert points[-1].state.known


def test_recall_falls_between_two_pieces_of_evidence() -> None:
    points = history.curve(enumerate_ids([seen(0), seen(9)]), LINKS, "lower")
    assert points[1].faded < points[0].retention
    assert points[1].retention > points[1].faded
    line = history.course(points, "lower", START + 20 * DAY)
    between = [r for t, r in line if START < t < START + 9 * DAY]
    assert between == sorted(between, reverse=True)
    assert line[-1][0] == START + 20 * DAY


def test_the_day_on_which_it_fades_is_the_day_on_which_it_falls_below() -> None:
    state = history.curve(enumerate_ids([seen(0), seen(3)]), LINKS, "lower")[-1].state
    now = START + 3 * DAY
    lost = history.fades("lower", state, now, DUE)
    assert lost is not None
    assert history.recall("lower", state, lost - 3600) >= DUE > history.recall("lower", state, lost)
    assert history.fades("lower", state, lost + DAY, DUE) is None


def test_nothing_fades_that_was_never_recalled() -> None:
    assert history.fades("lower", LearnerState().skill("lower"), START, DUE) is None


@pytest.mark.parametrize("count", [1, 10, 500])
def test_thinning_keeps_the_end_and_the_order(count: int) -> None:
    points = history.curve(enumerate_ids([seen(n / 10) for n in range(count)]), LINKS, "lower")
    kept = history.thinned(points, 50)
    assert len(kept) <= 50
    assert kept[-1] == points[-1]
    assert [p.at for p in kept] == sorted(p.at for p in kept)


def test_a_log_is_walked_without_a_copy_of_the_state_for_each_row(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    copied = Mock(side_effect=Student().copy)
    monkeypatch.setattr(Student, "copy", copied)
    assert len(history.curve(enumerate_ids([seen(n) for n in range(50)]), LINKS, "lower")) == 50
    assert copied.call_count <= 1
