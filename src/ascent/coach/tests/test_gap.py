"""The ranking of gaps: what it holds, and that every sentence of it is true."""

import re
from collections.abc import Mapping
from typing import TypeVar

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ascent.coach import gap
from ascent.coach.gap import Ground, Shown, can_now, is_firm, rank
from ascent.learner.tracing.folding import LearnerState, Observation, SkillState, fold

Value = TypeVar("Value")
NOW = 1_700_000_000.0
DAY = 86_400.0
NAMES = {"read": "Load a table", "frames": "Choose rows", "split": "Split rows", "cv": "Validate"}


def known(days_ago: float = 0.0) -> SkillState:
    """A skill that was shown some days ago, with a memory that lasts about ten."""
    return SkillState(
        p=0.97, seen=4, known=True, since=NOW, stability=10.0, last=NOW - DAY * days_ago
    )


def unknown(p: float, seen: int = 0) -> SkillState:
    return SkillState(p=p, seen=seen)


def ground(skills: dict[str, SkillState], **more: object) -> Ground:
    """A way of four skills: read -> frames -> split -> cv; the last two are the goal."""
    needed = {"cv": {"split": 1.0}, "split": {"frames": 1.0}, "frames": {"read": 1.0}}
    facts: dict[str, object] = {
        "goals": {"split": 1.0, "cv": 1.0},
        "needed": needed,
        "names": NAMES,
        "now": NOW,
        **more,
    }
    return Ground(state=LearnerState(skills), **facts)


def order(found: Ground) -> list[str]:
    return [g.skill for g in rank(found)]


def said(found: Ground, skill: str) -> str:
    return " ".join(next(g.reasons for g in rank(found) if g.skill == skill))


def test_of_two_that_are_equally_unknown_the_one_that_blocks_more_comes_first() -> None:
    found = ground({s: unknown(0.3, 3) for s in NAMES})
    assert order(found)[-1] == "cv"
    assert [g.blocks for g in rank(found) if g.skill == "split"] == [("cv",)]


def test_a_known_skill_is_no_gap_and_neither_is_what_lies_below_it() -> None:
    found = ground({"frames": known(), "read": unknown(0.1), "split": unknown(0.3, 2)})
    assert set(order(found)) == {"split", "cv"}


def test_a_known_skill_that_fades_is_a_gap_with_its_chance_of_recall() -> None:
    found = ground({"frames": known(days_ago=60), "split": known(), "cv": unknown(0.2)})
    assert order(found) == ["cv"]  # what lies below a known skill is taken as known
    faded = ground({"split": known(days_ago=60), "cv": unknown(0.2)})
    chance = faded.state.retention("split", NOW)
    assert f"recall it with a chance of {gap.percent(chance)}" in said(faded, "split")


@pytest.mark.parametrize("wish", [0.80, 0.82, 0.85])
def test_what_fades_by_the_wish_of_the_learner_is_a_gap(wish: float) -> None:
    for days in range(40):
        state = LearnerState({"split": known(days)}, wish=wish)
        assert is_firm(state, "split", NOW) != state.fading("split", NOW)


def test_a_wrong_answer_to_what_had_faded_leaves_it_a_gap() -> None:
    state = LearnerState({"split": known(days_ago=300)._replace(difficulty=5.0)})
    wrong = Observation(NOW, {"split": 1.0}, "wrong", 0.25, 0.1, kind="question", activity="q")
    missed = fold(state, wrong)
    assert missed.known("split")
    for day in range(20):
        assert not is_firm(missed, "split", NOW + day * DAY)
        assert can_now(missed, "split", NOW + day * DAY) < can_now(state, "split", NOW + day * DAY)


def test_what_only_a_placement_says_was_not_shown() -> None:
    placed = known(days_ago=60)._replace(placed=0.9, seen=0, recent="w")
    words = said(ground({"split": placed}), "split")
    assert "You can probably do it: your placement says so." in words
    assert "have shown" not in words
    answered = ground({"split": placed._replace(recent="wr")})
    assert "You have shown that you can do it." in said(answered, "split")


def test_when_the_whole_goal_is_firm_there_is_no_gap() -> None:
    assert rank(ground({s: known() for s in NAMES})) == ()


def test_a_weak_link_blocks_less() -> None:
    needed = {"cv": {"split": 1.0, "read": 0.2}, "split": {}, "read": {}}
    same = {s: unknown(0.3, 3) for s in NAMES}
    assert order(ground(same, goals={"cv": 1.0}, needed=needed)) == ["cv", "split", "read"]


def test_misconceptions_are_named_the_most_frequent_first() -> None:
    shown = {"split": Shown(1, 3, {"fit-on-test": 1, "random-split-of-time": 2})}
    words = said(ground({"split": unknown(0.4, 4)}, shown=shown), "split")
    assert "“random split of time”, twice and “fit on test”" in words
    assert "1 of 4 tries" in words


def test_what_would_change_the_verdict_would_change_it() -> None:
    found = ground({"split": unknown(0.5, 4), "frames": known()})
    assert "What would change this: " in said(found, "split")
    assert gap.passes_to_close(found, "split") is not None


@pytest.mark.parametrize(
    ("text", "skill"),
    [
        ("I never know how to split my rows", "split"),
        ("validation", "cv"),
        ("loading the table went wrong", "read"),
        ("everything", ""),
        ("", ""),
        ("ROWS!!! <script>", "frames"),
    ],
)
def test_words_lead_to_the_closest_skill(text: str, skill: str) -> None:
    assert gap.closest(text, NAMES) == skill


@pytest.mark.parametrize(
    ("text", "skill"),
    [
        ("every time the model is too good", ""),
        ("I need more time for all of the data", ""),
        ("columns", ""),
        ("columns and their averages", "s2"),
        ("the ranks", "s3"),
        ("splitting", "s4"),
    ],
)
def test_a_guess_takes_one_rare_word_or_two_and_no_common_ones(text: str, skill: str) -> None:
    skills = {f"s{n}": "Every model of the columns of data" for n in range(5)}
    skills |= {"s2": "Average the columns", "s3": "Rank the columns", "s4": "Split the columns"}
    assert gap.closest(text, skills) == skill


# ---- properties ---------------------------------------------------------------------------

SKILLS = [f"s{n}" for n in range(8)]
weights = st.floats(0.05, 1)


@st.composite
def grounds(draw: st.DrawFn) -> Ground:
    """Any acyclic map of up to eight skills, any state, any goal."""
    count = draw(st.integers(1, len(SKILLS)))
    needed = {
        SKILLS[n]: draw(st.dictionaries(st.sampled_from(SKILLS[:n]), weights)) if n else {}
        for n in range(count)
    }
    states = {}
    for skill in SKILLS[:count]:
        kind = draw(st.sampled_from(["none", "known", "begun", "unknown"]))
        if kind == "known":
            states[skill] = known(draw(st.floats(0, 200)))
        elif kind == "begun":
            begun = known(draw(st.floats(0, 200)))
            states[skill] = begun._replace(p=draw(st.floats(0.05, 0.8)), known=False)
        elif kind == "unknown":
            states[skill] = unknown(draw(st.floats(0.01, 0.9)), draw(st.integers(0, 9)))
    goals = draw(st.dictionaries(st.sampled_from(SKILLS[:count]), weights, min_size=1))
    tries = st.builds(
        Shown,
        st.integers(0, 5),
        st.integers(0, 5),
        st.dictionaries(st.sampled_from(["a-b", "c-d"]), st.integers(1, 4)),
    )
    shown = draw(st.dictionaries(st.sampled_from(SKILLS[:count]), tries))
    return Ground(goals, needed, {}, LearnerState(states), NOW, shown)


@given(grounds())
def test_what_is_known_and_remembered_is_never_ranked(found: Ground) -> None:
    assert not [g for g in rank(found, most=99) if is_firm(found.state, g.skill, NOW)]


@given(grounds())
def test_the_same_state_has_the_same_ranking_however_it_is_written(found: Ground) -> None:
    turned = Ground(
        _turned(found.goals),
        {skill: _turned(below) for skill, below in _turned(found.needed).items()},
        found.names,
        LearnerState(_turned(found.state.skills)),
        NOW,
        found.shown,
    )
    assert [(g.skill, g.reasons) for g in rank(found)] == [
        (g.skill, g.reasons) for g in rank(turned)
    ]


def _turned(mapping: Mapping[str, Value]) -> dict[str, Value]:
    """The same entries in the reverse order."""
    return dict(list(mapping.items())[::-1])


@given(grounds(), st.sampled_from(SKILLS))
def test_who_blocks_more_of_the_goal_stands_higher(found: Ground, skill: str) -> None:
    """One more goal that is not there yet, and that needs the skill, never lowers its place."""
    before = [g.skill for g in rank(found, most=99)]
    if skill not in before:
        return
    more = Ground(
        {**found.goals, "extra": 1.0},
        {**found.needed, "extra": {skill: 1.0}},
        found.names,
        found.state,
        NOW,
        found.shown,
    )
    after = [g.skill for g in rank(more, most=99) if g.skill != "extra"]
    assert after.index(skill) <= before.index(skill)


@given(grounds())
def test_every_sentence_is_true_of_the_state(found: Ground) -> None:
    waiting = [g for g in found.goals if not is_firm(found.state, g, NOW)]
    for one in rank(found, most=99):
        state, words = found.state.skill(one.skill), " ".join(one.reasons)
        assert ("Your goal names it" in words) == (one.skill in found.goals)
        if counted := re.search(r"(\d+) of the (\d+) skills of your goal", words):
            assert (int(counted[1]), int(counted[2])) == (len(one.blocks), len(waiting))
            assert all(_needs(found, goal, one.skill) for goal in one.blocks)
        if estimate := re.search(r"estimate (?:is|that you can is) about (\d+) %", words):
            chance = can_now(found.state, one.skill, NOW)
            assert abs(int(estimate[1]) / 100 - chance) <= 0.051
            assert not state.known
        assert ("You have shown that you can do it" in words) == state.known
        if recall := re.search(r"recall it with a chance of about (\d+) %", words):
            assert state.stability is not None
            assert abs(int(recall[1]) / 100 - found.state.retention(one.skill, NOW)) <= 0.051
        pieces = re.search(r"rests on (\d+) piece", words)
        assert (int(pieces[1]) if pieces else 0) == state.seen
        told = found.shown.get(one.skill, Shown())
        assert ("mistake" in words) == bool(told.mistakes)
        if tries := re.search(r"In this loop (\d+) of (\d+) tries", words):
            assert (int(tries[1]), int(tries[2])) == (told.right, told.right + told.wrong)


def _needs(found: Ground, goal: str, skill: str) -> bool:
    """Whether `goal` needs `skill`, directly or through others."""
    return goal == skill or any(_needs(found, n, skill) for n in found.needed.get(goal, {}))


@given(st.text(max_size=80))
def test_any_text_finds_a_skill_or_none(text: str) -> None:
    assert gap.closest(text, NAMES) in {*NAMES, ""}
