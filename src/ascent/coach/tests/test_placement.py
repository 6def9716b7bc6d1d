"""What is asked, when it ends, and what is believed after an answer."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ascent.coach import placement
from ascent.coach.particles import PARTICLES, Belief, Seen, after_all
from ascent.coach.placement import BEGINNER, MOST, Asked, Item
from ascent.coach.structure import Prior, Structure, structure_of
from ascent.learner.tracing.mastery import TRYING

Knows = Callable[[str], bool | None]


@cache
def ladder() -> Structure:
    """Two areas of ten skills, each needing the one below it: `a0` … `a9`, `b0` … `b9`."""
    names = [f"{area}{at}" for area in "ab" for at in range(10)]
    needs = {n: [f"{n[0]}{int(n[1]) - 1}"] if n[1] != "0" else [] for n in names}
    return structure_of(needs, {n: n[0] for n in names}, Prior())


@cache
def start(seed: int = 1, particles: int = PARTICLES) -> Belief:
    return Belief.start(ladder(), seed, particles)


ITEMS = tuple(Item(f"q-{n}-{k}", n, 0.05, 0.1) for n in ladder().names for k in "xyz")


def sit(
    knows: Knows, seed: int = 1, goal: frozenset[str] | None = None
) -> tuple[list[Asked], Belief, str]:
    """A whole placement of somebody who answers by `knows`; with how it ended."""
    return sit_from(start(seed), knows, goal)


def sit_from(
    first: Belief, knows: Knows, goal: frozenset[str] | None = None
) -> tuple[list[Asked], Belief, str]:
    belief, asked = first, list[Asked]()
    while True:
        now = placement.next_item(first, belief, ITEMS, asked, goal)
        if now.item is None:
            return asked, belief, now.ended
        asked.append(Asked(now.item, knows(now.item.skill)))
        belief = belief.after(placement.seen(ladder(), asked[-1]))


def told(skill: str, right: bool, guess: float = 0.05, slip: float = 0.1) -> Seen:
    return Seen(ladder().place[skill], right, guess, slip)


def p(belief: Belief, skill: str) -> float:
    return float(belief.p[ladder().place[skill]])


# ---- what is believed ---------------------------------------------------------------------


def test_the_weights_of_the_pictures_sum_to_one_after_every_answer() -> None:
    belief = start()
    for at in range(8):
        belief = belief.after(told(f"a{at}", at < 4))
        assert float(belief.weight.sum()) == pytest.approx(1, abs=1e-4)
        assert ((belief.p >= 0) & (belief.p <= 1)).all()


def test_a_right_answer_raises_the_skill_what_it_needs_and_what_needs_it() -> None:
    after = start().after(told("a5", True))
    for skill in ("a0", "a4", "a5", "a6", "a9"):
        assert p(after, skill) > p(start(), skill)


def test_a_wrong_answer_lowers_them() -> None:
    after = start().after(told("a3", False))
    for skill in ("a0", "a3", "a4", "a9"):
        assert p(after, skill) < p(start(), skill)


def test_an_area_hears_of_the_other_but_less_than_of_itself() -> None:
    after = start().after(told("a6", True))
    assert p(after, "b2") > p(start(), "b2") + 0.1
    assert p(after, "a5") > p(after, "b5")


def test_a_guess_says_less_than_an_answer_that_cannot_be_guessed() -> None:
    written = start().after(told("a5", True, guess=0.02))
    chosen = start().after(told("a5", True, guess=0.5))
    assert p(written, "a5") > p(chosen, "a5") > p(start(), "a5")


def test_not_to_know_says_more_than_a_wrong_answer() -> None:
    item = next(i for i in ITEMS if i.skill == "a2")
    wrong, unsure = (placement.seen(ladder(), Asked(item, r)) for r in (False, None))
    assert p(start().after(unsure), "a2") < p(start().after(wrong), "a2")


def test_the_pictures_never_break_with_what_they_count() -> None:
    belief = after_all(start(), [told(f"{a}{at}", at % 3 == 0) for a in "ab" for at in range(9)])
    for skill, needs in enumerate(ladder().needs):
        counted = sum((~belief.known[below]).astype(int) for below in needs)
        assert np.array_equal(belief.missing[skill], np.broadcast_to(counted, belief.weight.shape))


def test_renewing_the_pictures_samples_what_weighing_them_says() -> None:
    many = Belief.start(ladder(), 3, particles=8_000)
    answers = [told("a4", True), told("b4", False), told("a7", False)]
    weighed = many.weight.copy()
    for one in answers:
        with_it, without = many.chances(one.guess, one.slip)
        right = np.where(many.known[one.skill], with_it, without)
        weighed *= right if one.right else 1 - right
    exact = many.known.astype(float) @ (weighed / weighed.sum())
    moved = after_all(many, answers)
    assert not np.array_equal(moved.known, many.known)
    assert np.abs(moved.p - exact).max() < 0.05


# ---- replay -------------------------------------------------------------------------------


def test_replaying_the_answers_gives_what_the_live_placement_came_to() -> None:
    asked, live, _ = sit(lambda skill: int(skill[1]) < 4)
    again = after_all(Belief.start(ladder(), 1), [placement.seen(ladder(), a) for a in asked])
    assert np.array_equal(live.p, again.p)


def test_another_answer_to_the_last_question_leaves_the_belief_before_it_as_it_was() -> None:
    before = after_all(start(), [told("a3", True), told("a6", False)])
    kept = before.p.copy(), before.known.copy()
    for right in (True, False):
        after_all(before, [told(f"b{at}", right) for at in range(8)])
    assert np.array_equal(before.known, kept[1])
    assert np.array_equal((before.known * before.weight).sum(axis=1), kept[0])


# ---- what is asked ------------------------------------------------------------------------


def test_who_knows_everything_is_found_out_and_not_asked_for_long() -> None:
    asked, belief, _ = sit(lambda skill: True)
    found = placement.found(start(), belief, asked)
    assert len(asked) < MOST
    assert len(placement.likely(found)) == len(ladder().names)


@pytest.mark.parametrize("answer", [False, None])
def test_who_knows_nothing_is_out_after_three(answer: bool | None) -> None:
    asked, belief, ended = sit(lambda skill: answer)
    assert (len(asked), ended) == (BEGINNER, placement.NOTHING_RIGHT)
    assert not placement.likely(placement.found(start(), belief, asked))
    assert all(int(one.item.skill[1]) <= 2 for one in asked)


def test_who_stands_halfway_is_found_there() -> None:
    asked, belief, _ = sit(lambda skill: int(skill[1]) < 5)
    found = placement.found(start(), belief, asked)
    assert {"a0", "a3", "b0", "b3"} <= placement.likely(found)
    assert not placement.likely(found) & {"a7", "a9", "b7", "b9"}


def test_of_two_questions_the_one_that_cannot_be_guessed_is_asked() -> None:
    items = [Item("q-chosen", "a1", 0.5, 0.1), Item("q-written", "b1", 0.02, 0.1)]
    assert placement.next_item(start(), start(), items, []).item == items[1]


def test_nothing_outside_the_goal_is_asked() -> None:
    goal = frozenset(n for n in ladder().names if n[0] == "a")
    asked, _, _ = sit(lambda skill: int(skill[1]) < 5, goal=goal)
    assert {one.item.skill[0] for one in asked} == {"a"}


def test_what_was_hardly_touched_is_not_among_what_was_found() -> None:
    one = Asked(ITEMS[0], True)
    belief = start().after(placement.seen(ladder(), one))
    found = placement.found(start(), belief, [one])
    moved = {n for n in ladder().names if abs(p(belief, n) - p(start(), n)) >= placement.MOVED}
    assert found.keys() == moved | {one.item.skill}


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 5), st.lists(st.sampled_from([True, False, None]), min_size=25, max_size=25))
def test_whatever_is_answered(seed: int, answers: list[bool | None]) -> None:
    given_now = iter(answers)
    first = start(seed, 100)
    asked, belief, _ = sit_from(first, lambda skill: next(given_now))
    questions = [one.item.activity for one in asked]
    skills = [one.item.skill for one in asked]
    assert len(questions) == len(set(questions)) <= MOST
    assert max(skills.count(s) for s in skills) <= placement.TWICE
    assert all(0 < value < 1 for value in placement.found(first, belief, asked).values())


def test_without_questions_there_is_nothing_to_ask() -> None:
    assert placement.next_item(start(), start(), [], []).ended == placement.NOTHING_LEFT


def test_a_map_with_a_circle_is_refused() -> None:
    with pytest.raises(ValueError, match="cycle"):
        structure_of({"a": ["b"], "b": ["a"]}, {"a": "x", "b": "x"}, Prior())


def test_who_has_shown_something_before_is_not_taken_for_a_beginner() -> None:
    known = start().after(told("a5", True))
    asked = [Asked(item, None) for item in ITEMS if item.skill in ("a9", "b9", "b8")][:3]
    now = placement.next_item(known, known, ITEMS, asked, fresh=False)
    assert now.item is not None


def test_who_was_found_to_know_nothing_is_not_worse_off_than_after_trying_in_vain() -> None:
    asked, belief, _ = sit(lambda skill: None)
    assert min(placement.found(start(), belief, asked).values()) >= TRYING
