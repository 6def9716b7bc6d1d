"""Ten minutes of what fades: chosen by use, mixed, never twice, and nothing owed."""

from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ascent.coach import review
from ascent.coach.review import MINUTES, Item, plan, welcome_back
from ascent.learner.tracing.folding import LearnerState, SkillState
from ascent.learner.tracing.links import Link, Links
from ascent.learner.tracing.memory import DAY, DUE

NOW = 1_800_000_000.0


def remembered(days: float, stability: float = 3.0, doubt: float | None = None) -> SkillState:
    """A known skill that was shown some days ago."""
    return SkillState(
        p=0.9, known=True, stability=stability, difficulty=5.0, last=NOW - days * DAY, doubt=doubt
    )


def question(name: str, asked: float | None = None, **sides: float) -> Item:
    return Item(f"q-{name}", "question", {name: 1.0, **sides}, 1.0, asked)


def task(name: str, minutes: float = 4.0, asked: float | None = NOW - 90 * DAY) -> Item:
    return Item(f"task-{name}", "exercise", {name: 1.0}, minutes, asked)


def planned(
    worth: dict[str, float], items: list[Item], minutes: float = MINUTES, seed: int = 0
) -> list[str]:
    return [item.id for item in plan(worth, items, minutes, NOW, Random(seed))]


def test_what_fell_furthest_is_worth_most_and_the_goal_counts_more() -> None:
    state = LearnerState({"a": remembered(20), "b": remembered(40), "c": remembered(1)})
    worth = review.worth(state, NOW, DUE)
    assert worth.keys() == {"a", "b"}
    assert worth["b"] > worth["a"] > 0
    assert review.worth(state, NOW, DUE, wanted={"a"})["a"] == pytest.approx(1.5 * worth["a"])


def test_a_doubt_is_worth_asking_though_nothing_faded() -> None:
    state = LearnerState({"a": remembered(0.5, stability=50.0, doubt=NOW - DAY)})
    assert review.worth(state, NOW, DUE)["a"] > 0


def test_what_was_missed_a_moment_ago_rests_some_hours_though_it_is_due() -> None:
    missed = remembered(90)._replace(reviewed=NOW, last_at=NOW)
    state = LearnerState({"a": missed})
    assert state.due(NOW) == ["a"]
    assert review.worth(state, NOW + 3600, DUE) == {}
    assert review.worth(state, NOW + DAY / 2, DUE)["a"] > 0


def test_a_stricter_wish_asks_for_more() -> None:
    state = LearnerState({"a": remembered(7)})
    assert review.worth(state, NOW, 0.80) == {}
    assert "a" in review.worth(state, NOW, 0.85)


def test_the_most_useful_comes_first() -> None:
    items = [question("a"), question("b"), question("c")]
    assert planned({"a": 0.1, "b": 0.3, "c": 0.2}, items) == ["q-b", "q-c", "q-a"]


def test_what_covers_more_comes_first_and_what_it_covered_comes_later() -> None:
    items = [question("a"), question("b"), Item("q-both", "question", {"c": 1.0, "a": 0.8})]
    assert planned({"a": 0.2, "b": 0.19, "c": 0.1}, items) == ["q-both", "q-b", "q-a"]


def test_a_confirmed_credit_counts_as_covered() -> None:
    links = Links(needed={"c": (Link("a", 1.0, credit=0.9),)})
    items = [question("a"), question("b"), question("c")]
    worth = {"a": 0.2, "b": 0.19, "c": 0.1}
    chosen = plan(worth, items, MINUTES, NOW, Random(0), links)
    assert [item.id for item in chosen] == ["q-c", "q-b", "q-a"]


def test_code_is_mixed_in_after_two_questions() -> None:
    names = "abcde"
    items = [*(question(name) for name in names), task("d"), task("e")]
    kinds = [i[0] for i in planned(dict.fromkeys(names, 0.2), items)]
    assert kinds.count("t") == 1
    assert kinds[2] == "t"


def test_what_takes_long_is_no_review() -> None:
    assert planned({"a": 0.2}, [task("a", minutes=6)]) == []


def test_nothing_is_asked_that_was_asked_lately() -> None:
    asked = question("a", asked=NOW - 2 * DAY)
    assert planned({"a": 0.2}, [asked]) == []
    assert planned({"a": 0.2}, [asked, question("a2", asked=None)]) == []
    other = Item("q-other", "question", {"a": 1.0})
    assert planned({"a": 0.2}, [asked, other]) == ["q-other"]


def test_of_equal_choices_the_one_that_rested_longest_is_taken() -> None:
    items = [
        Item(f"q-{days}", "question", {"a": 1.0}, 1.0, NOW - days * DAY) for days in (5, 30, 9)
    ]
    assert planned({"a": 0.2}, items) == ["q-30"]
    fresh = Item("q-new", "question", {"a": 1.0})
    assert planned({"a": 0.2}, [*items, fresh]) == ["q-new"]


names = st.sampled_from("abcdefghijklmnopqrstuvwxyz")
items = st.builds(
    Item,
    id=st.uuids().map(str),
    kind=st.sampled_from(["question", "exercise"]),
    skills=st.dictionaries(names, st.floats(0.1, 1.0), min_size=1, max_size=3),
    minutes=st.integers(1, 8).map(float),
    asked=st.none() | st.floats(NOW - 30 * DAY, NOW),
)


@given(
    st.dictionaries(names, st.floats(0.01, 1.0)),
    st.lists(items, max_size=40),
    st.floats(0.0, MINUTES),
    st.integers(0, 9),
)
def test_no_plan_is_longer_than_its_minutes_or_asks_for_a_skill_twice(
    worth: dict[str, float], offered: list[Item], minutes: float, seed: int
) -> None:
    chosen = plan(worth, offered, minutes, NOW, Random(seed))
    assert sum(item.minutes for item in chosen) <= minutes
    mains = [item.main for item in chosen]
    assert len(set(mains)) == len(mains)
    assert set(mains) <= worth.keys()
    assert all(item.asked is None or NOW - item.asked >= review.REST * DAY for item in chosen)
    left = minutes - sum(item.minutes for item in chosen)
    waiting = [i for i in offered if i.main in worth.keys() - set(mains) and i.minutes <= left]
    assert all(
        i.minutes > review.SHORT or (i.asked is not None and NOW - i.asked < review.REST * DAY)
        for i in waiting
    )


def test_a_missed_weekend_is_said_in_one_sentence_that_owes_nothing() -> None:
    friday, monday = 100, 103
    found = welcome_back(friday, monday, fading=12, asked=5)
    assert found is not None
    assert found.sentence == (
        "You were away for 2 days. 12 skills faded a little; today asks for 5 of them, "
        "the rest waits and nothing is lost."
    )
    assert welcome_back(friday, monday, 1, 1).sentence.endswith("; today asks for it.")


def test_nothing_is_said_after_a_day_off_or_when_nothing_faded_or_to_who_is_new() -> None:
    assert welcome_back(100, 102, fading=12, asked=5) is None
    assert welcome_back(100, 110, fading=0, asked=0) is None
    assert welcome_back(None, 110, fading=1, asked=1) is None
    assert welcome_back(110, 110, fading=12, asked=5) is None
