"""A credit is confirmed by due reviews, or by nothing."""

from random import Random

import pytest

from ascent.learner.tracing import crediting, memory
from ascent.learner.tracing.folding import Observation
from ascent.learner.tracing.links import Link, Links
from ascent.learner.tracing.memory import DAY, Memory

NOON = 1_800_000_000.0
LINKS = Links(needed={"fit": (Link("split", 1.0),)})


def asked(skill: str, day: float, right: bool) -> Observation:
    outcome = "passed" if right else "wrong"
    return Observation(
        NOON + day * DAY, {skill: 1.0}, outcome, guess=0.1, slip=0.186, kind="question"
    )


def person(credit: float, rng: Random) -> list[Observation]:
    """Somebody who learns to split, fits again and again, and is asked about splits much later.

    Each fit is really worth the share `credit` of a review of splits.
    """
    log = [asked("split", day, True) for day in (0, 0.01, 0.02)]
    kept, last = memory.first(memory.GOOD), 0.0
    for day in range(6, 60, 6):
        log.append(asked("fit", day, True))
        kept = memory.credited(kept, day - last, credit)
        last += credit * (day - last)
    day = rng.uniform(90, 400)
    recalled = rng.random() < memory.recall(kept.stability, day - last)
    right = rng.random() < (0.814 if recalled else 0.1)
    return [*log, asked("split", day, right)]


def judged(credit: float, people: int = 400, seed: int = 1) -> crediting.Edge:
    rng = Random(seed)
    found = crediting.edges([person(credit, rng) for _ in range(people)], LINKS)
    assert [(e.upper, e.lower, e.reviews) for e in found] == [("fit", "split", people)]
    return found[0]


def test_a_credit_that_is_there_is_found_and_not_overrated() -> None:
    edge = judged(0.6)
    assert 0 < edge.confirmed <= edge.best
    assert edge.best == pytest.approx(0.6, abs=0.3)
    assert edge.right > edge.expected


@pytest.mark.parametrize("seed", range(5))
def test_a_credit_that_is_not_there_is_not_confirmed(seed: int) -> None:
    assert judged(0.0, seed=seed).confirmed == 0.0


def test_an_authored_credit_that_reviews_speak_against_is_named() -> None:
    rng = Random(3)
    links = Links(needed={"fit": (Link("split", 1.0, credit=0.9),)})
    edge = crediting.edges([person(0.0, rng) for _ in range(400)], links)[0]
    assert edge.refuted
    assert not judged(0.0).refuted


def test_a_few_reviews_confirm_nothing() -> None:
    edge = judged(1.0, people=crediting.ENOUGH - 1)
    assert (edge.enough, edge.confirmed) == (False, 0.0)


def test_what_was_not_due_or_used_through_several_says_nothing() -> None:
    soon = [asked("split", 0, True), asked("fit", 1, True), asked("split", 2, True)]
    assert crediting.edges([soon], LINKS) == []
    both = Links(needed={"fit": (Link("split"),), "tune": (Link("split"),)})
    log = [asked("split", 0, True), asked("fit", 1, True), asked("tune", 2, True)]
    assert crediting.edges([[*log, asked("split", 90, True)]], both) == []


def test_a_use_counts_from_the_last_answer_about_the_skill_itself() -> None:
    log = [asked("split", 0, True), asked("fit", 1, True), asked("split", 90, True)]
    assert crediting.edges([[*log, asked("split", 300, True)]], LINKS)[0].reviews == 1


def test_memory_is_never_better_than_a_review_would_make_it() -> None:
    whole = memory.review(Memory(3.0, 5.0), 9.0, memory.GOOD)
    assert memory.credited(Memory(3.0, 5.0), 9.0, 1.0).stability == whole.stability
