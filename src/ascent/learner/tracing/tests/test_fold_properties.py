"""What holds of every log of evidence, however it looks."""

import re
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ascent.learner.tracing.folding import LearnerState, Observation, fold, replay
from ascent.learner.tracing.links import Link, Links
from ascent.learner.tracing.memory import DAY

NOON = 1_800_000_000.0
OUTCOMES = ("wrong", "passed")
SKILLS = ("read", "split", "fit", "score", "tune", "plot")
LINKS = Links(
    needed={
        "split": (Link("read", 0.6),),
        "fit": (Link("split", 1.0, credit=0.5), Link("read", 0.3)),
        "score": (Link("fit", 0.8),),
        "tune": (Link("score", 1.0), Link("split", 0.4)),
    },
    helps={"fit": (Link("read", 0.2, credit=0.3),)},
)
ALONE = "plot"  # linked with nothing

observations = st.builds(
    Observation,
    at=st.floats(NOON, NOON + 60 * DAY) | st.sampled_from([NOON, NOON + DAY, NOON + 2 * DAY]),
    skills=st.dictionaries(st.sampled_from(SKILLS), st.floats(0.1, 1.0), min_size=1, max_size=3),
    outcome=st.sampled_from(["passed"] * 3 + ["wrong"] * 3 + ["crashed", "read", "placed"]),
    guess=st.floats(0.0, 0.5),
    slip=st.floats(0.0, 0.3),
    hints=st.integers(0, 3),
    solution_seen=st.booleans(),
    kind=st.sampled_from(["exercise", "question"]),
    activity=st.sampled_from(["first", "second", "third"]),
    difficulty=st.floats(0.0, 1.0),
    points=st.floats(0.0, 1.0),
)
logs = st.lists(observations, max_size=25)
moments = st.floats(NOON, NOON + 500 * DAY)


def kept(state: LearnerState) -> dict[str, Any]:
    """Everything of a state, the rating model included, as it goes into the database."""
    return state.to_json()


@given(logs)
def test_replaying_the_log_gives_what_folding_row_by_row_gave(log: list[Observation]) -> None:
    state = LearnerState()
    for seen in sorted(log, key=Observation.order):
        state = LearnerState.from_json(kept(fold(state, seen, LINKS)))  # as it lies in between
    assert kept(state) == kept(replay(log, LINKS))


@given(logs, st.randoms())
def test_the_order_in_which_a_log_is_read_does_not_matter(log: list[Observation], rng: Any) -> None:
    shuffled = rng.sample(log, len(log))
    assert kept(replay(shuffled, LINKS)) == kept(replay(log, LINKS))


@given(logs, observations, st.floats(0.0, 90.0))
def test_a_right_answer_never_lowers_the_estimate_of_a_skill(
    log: list[Observation], last: Observation, later: float
) -> None:
    before = replay(log, LINKS)
    right = Observation(
        at=NOON + (60 + later) * DAY,
        skills=last.skills,
        outcome="passed",
        guess=last.guess,
        slip=last.slip,
        hints=last.hints,
        solution_seen=last.solution_seen,
        kind=last.kind,
        difficulty=last.difficulty,
    )
    after = fold(before, right, LINKS)
    for skill in SKILLS:
        assert after.mastery(skill) >= before.mastery(skill)
        assert after.known(skill) >= before.known(skill)


@given(logs, observations)
def test_a_wrong_answer_never_raises_one_and_puts_out_nothing_it_is_not_about(
    log: list[Observation], last: Observation
) -> None:
    before = replay(log, LINKS)
    wrong = Observation(
        NOON + 61 * DAY, last.skills, "wrong", slip=last.slip, kind=last.kind, points=last.points
    )
    after = fold(before, wrong, LINKS)
    for skill in SKILLS:
        assert after.mastery(skill) <= before.mastery(skill)
        if skill not in last.skills:
            assert after.known(skill) == before.known(skill)


@given(logs, moments, st.floats(0.0, 1.0), st.floats(0.0, 0.5), st.floats(0.0, 0.4))
def test_probabilities_stay_in_range(
    log: list[Observation], now: float, difficulty: float, guess: float, slip: float
) -> None:
    state = replay(log, LINKS)
    for skill in SKILLS:
        assert 0 < state.mastery(skill) < 1
        assert 0 <= state.retention(skill, now) <= 1
        assert 0 <= state.sure(skill) < 1
        assert 0 < state.chance({skill: 1.0}, difficulty, guess, slip, "first", now) < 1
    assert state.retentions(SKILLS, now) == pytest.approx(
        [state.retention(skill, now) for skill in SKILLS]
    )


@given(logs, moments, moments)
def test_retention_only_falls_while_nothing_happens(
    log: list[Observation], a: float, b: float
) -> None:
    state = replay(log, LINKS)
    earlier, later = sorted((a, b))
    for skill in SKILLS:
        assert state.retention(skill, later) <= state.retention(skill, earlier)
    assert state.known_skills().issuperset(state.due(later))
    assert set(state.due(earlier)) <= set(state.due(later))


@given(logs, observations)
def test_what_is_not_linked_is_not_touched(log: list[Observation], last: Observation) -> None:
    log = [seen for seen in log if ALONE not in seen.skills]
    assert ALONE not in replay(log, LINKS).skills
    state = replay(log)  # without links nothing spreads
    assert state.skills.keys() <= {skill for seen in log for skill in seen.skills}


@given(logs, observations)
def test_only_an_answer_or_a_placement_lights_a_skill(
    log: list[Observation], last: Observation
) -> None:
    before, after = replay(log, LINKS), replay([*log, last], LINKS)
    if last.outcome == "read":
        assert after.known_skills() <= before.known_skills()
    asked = {s for seen in [*log, last] if seen.outcome != "read" for s in seen.skills}
    assert after.known_skills() <= asked


@given(logs, st.floats(0.0, 1.0), st.floats(0.0, 1.0), moments)
def test_what_is_harder_is_less_likely_to_succeed(
    log: list[Observation], a: float, b: float, now: float
) -> None:
    state = replay(log, LINKS)
    lower, higher = sorted((a, b))
    for skill in SKILLS:
        assert state.chance({skill: 1.0}, higher, now=now) <= state.chance(
            {skill: 1.0}, lower, now=now
        )


@given(logs, st.floats(0.0, 200.0))
def test_every_sentence_on_why_is_true_of_the_log(log: list[Observation], later: float) -> None:
    now = NOON + (60 + later) * DAY
    state, ordered = replay(log, LINKS), sorted(log, key=Observation.order)
    for skill in SKILLS:
        mine = telling(ordered, skill)
        own = [seen for seen in mine if seen.kind == "exercise" or not seen.solution_seen]
        text = " ".join(state.why(skill, now, {}))
        asked = [seen.passed for seen in own if seen.kind == "question"]
        for number, of in re.findall(r"answered (\w+) of the last (\d+) questions", text):
            right = sum(asked[-int(of) :])
            assert {"none": 0, "all": int(of)}.get(number, number) in (right, str(right))
        if "missed the last question" in text:
            assert asked[-1] is False
        if "have read about it" in text:
            assert not mine
        if "only while its answer was in sight" in text:
            assert mine
            assert not own
        for name in re.findall(r"You were right in “(\w+)”", text):
            assert any(seen.passed and name in seen.skills for seen in ordered)
        for name in re.findall(r"You missed something in “(\w+)”", text):
            assert any(not seen.passed for seen in telling(ordered, name))
        if "last own answer was wrong" in text:
            assert not [seen for seen in mine if not seen.solution_seen][-1].passed
        for days in re.findall(r"last asked for (\d+) days ago", text):
            assert int((now - mine[-1].at) // DAY) == int(days)


def telling(log: list[Observation], skill: str) -> list[Observation]:
    """The answers about a skill that say something: no more of an activity after its pass, on the
    same day; failed code is one about the main skill alone."""
    told, passed = [], set()
    for seen in log:
        about = seen.skills.keys()
        if not seen.passed and seen.kind == "exercise":
            about = {max(sorted(about), key=seen.skills.__getitem__)}
        fresh = (seen.activity, seen.date) not in passed
        said = seen.is_answer or (seen.kind == "question" and seen.outcome == "crashed")
        if said:
            told += [seen] if skill in about and fresh else []
            passed |= {(seen.activity, seen.date)} if skill in about and seen.passed else set()
    return told


@given(logs, observations, st.floats(0.0, 600.0))
def test_a_wrong_answer_never_raises_recall_or_the_chance_of_a_right_one(
    log: list[Observation], last: Observation, later: float
) -> None:
    before, now = replay(log, LINKS), NOON + (60 + later) * DAY
    wrong = replace(last, at=now, outcome="wrong")
    after = fold(before, wrong, LINKS)
    for skill in SKILLS:
        for days in (0, 1, 30):
            at = now + days * DAY
            assert after.retention(skill, at) <= before.retention(skill, at) + 1e-9
    for item in (last.activity, "another"):
        asked = (last.skills, last.difficulty, last.guess, last.slip, item, now)
        assert after.chance(*asked) <= before.chance(*asked) + 1e-9


@given(logs, observations, st.floats(0.0, 600.0))
def test_a_right_answer_never_lowers_recall_or_the_chance_of_a_right_one(
    log: list[Observation], last: Observation, later: float
) -> None:
    before, now = replay(log, LINKS), NOON + (60 + later) * DAY
    after = fold(before, replace(last, at=now, outcome="passed"), LINKS)
    for skill in SKILLS:
        for days in (0, 1, 30):
            at = now + days * DAY
            assert after.retention(skill, at) >= before.retention(skill, at) - 1e-9
    asked = (last.skills, last.difficulty, last.guess, last.slip, last.activity, now)
    assert after.chance(*asked) >= before.chance(*asked) - 1e-9


@given(logs, observations, st.integers(1, 9))
def test_what_is_passed_again_on_its_day_says_nothing_more(
    log: list[Observation], last: Observation, times: int
) -> None:
    passed = replace(last, at=NOON + 61 * DAY, outcome="passed")
    again = [
        replace(passed, at=passed.at + n, outcome=o) for n in range(1, 1 + times) for o in OUTCOMES
    ]
    once, often = replay([*log, passed], LINKS), replay([*log, passed, *again], LINKS)
    assert often.skills == once.skills
    assert often.student.to_json() == once.student.to_json()
