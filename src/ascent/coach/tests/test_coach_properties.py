"""What holds of every offer, whatever the pack, the learner and the day."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime
from random import Random

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ascent.coach.course import Candidate
from ascent.coach.fringe import HIGH, LOW
from ascent.coach.next_step import REVIEW, Offered, Option, Situation, offer
from ascent.coach.reasons import SENTENCES, Facts, Reason, Telling, tell
from ascent.coach.standing import GATE
from ascent.coach.tests.worlds import DAY, NOON, World, build, follow, situation, world
from ascent.coach.worth import FRESH
from ascent.learner.tracing.folding import LearnerState, Observation, fold
from ascent.learner.tracing.mastery import KNOWN
from ascent.learner.tracing.saying import SUCCESS

PACKS = 300
TODAY = date(2026, 3, 5)

seeds = st.integers(0, 2**32 - 1)
many = settings(max_examples=PACKS)


class Told:
    """One situation with its offer, and what a test reads out of the world by itself."""

    def __init__(self, seed: int) -> None:
        rng = Random(seed)
        self.world: World = world(rng)
        self.s: Situation = situation(rng, self.world)
        self.offered: Offered = offer(self.s, Random(seed))
        self.of = {p.id: p for p in self.world.places}
        self.trainers = [c for c in self.world.candidates if c.kind not in ("tour", "project")]

    def candidate(self, option: Option) -> Candidate:
        return next(c for c in self.world.candidates if c.id == option.activity)

    def undone(self, skill: str) -> list[Candidate]:
        return [c for c in self.trainers if c.skill == skill and c.id not in self.s.done]

    def stands_on(self, upper: str, lower: str) -> bool:
        """Whether `upper` needs `lower`, directly or through others."""
        return any(n == lower or self.stands_on(n, lower) for n in self.of[upper].needed)

    def on_the_way(self, skill: str) -> bool:
        goals = frozenset().union(*self.world.goals.values())
        return any(g == skill or self.stands_on(g, skill) for g in goals)

    def nothing_new_on_the_way(self) -> bool:
        ahead = [k for k in self.of if self.on_the_way(k) and not self.s.state.known(k)]
        return not any(self.undone(k) for k in ahead)


# ---- every reason that is shown is true of the state ----------------------------------------

Check = Callable[[Told, Option, Facts], bool]


def _lesson(t: Told, o: Option, f: Facts) -> bool:
    return bool(f["lesson"]) == (t.candidate(o).kind == "lesson")


def _about(t: Told, o: Option, f: Facts) -> bool:
    """It names the activity's own main skill, and says rightly whether it is a lesson."""
    return f["skill"] == t.candidate(o).skill and _lesson(t, o, f)


def _skill(t: Told, f: Facts, name: str = "skill") -> str:
    return t.of[str(f[name])].id


def _forecast(t: Told, o: Option, f: Facts) -> bool:
    at = next(n for n, c in enumerate(t.s.course.trainers) if c.id == f["activity"])
    chance = float(t.s.forecast(np.array([at]))[0])
    near = abs(10 * chance - int(f["of_ten"])) <= 1
    return f["activity"] == o.activity and near and bool(f["within"]) == (LOW <= chance <= HIGH)


def _dark_with_nothing_new(t: Told, f: Facts) -> bool:
    skill = _skill(t, f)
    state = t.s.state.skill(skill)
    return state.seen > 0 and not state.known and not t.undone(skill) and t.on_the_way(skill)


def _tasks(t: Told, f: Facts) -> list[Candidate]:
    return [c for c in t.trainers if c.skill == f["skill"] and c.kind == "exercise"]


def _slept_on(t: Told, f: Facts, nights: int) -> bool:
    at = t.s.state.skill(_skill(t, f)).last_at
    return at is None or at < NOON - DAY / 2 - (nights - 1) * DAY


def _lights(t: Told, o: Option) -> bool:
    """Whether the next pass without help lights the skill, as the fold over evidence has it."""
    c = t.candidate(o)
    evidence = Observation(
        NOON, {c.skill: 1.0}, "passed", kind="exercise", activity=c.id,
        guess=c.guess, slip=c.slip, difficulty=c.difficulty, points=1.0,
    )  # fmt: skip
    return fold(t.s.state, evidence).known(c.skill)


TRUE: dict[str, Check] = {
    "first": lambda t, o, f: o.activity == t.s.first and t.s.step not in ("project", "gap"),
    "tour": lambda t, o, f: t.candidate(o).kind == "tour" and f["wish"] == t.s.wish,
    "date": lambda t, o, f: t.candidate(o).kind == "project" and t.s.date_has_come,
    "turn": lambda t, o, f: t.candidate(o).kind == "project" and t.s.step == "project",
    "review": lambda t, o, f: f["skill"] in t.s.due and f["count"] == len(t.s.due),
    "name-gaps": lambda t, o, f: t.s.step == "gap" and t.s.gap_skill is None,
    "close-gap": lambda t, o, f: t.s.step == "gap" and t.s.gap_skill is not None,
    "gap": lambda t, o, f: _about(t, o, f) and f["skill"] == t.s.gap_skill,
    "below-gap": lambda t, o, f: (
        _about(t, o, f)
        and f["gap"] == t.s.gap_skill
        and t.stands_on(_skill(t, f, "gap"), _skill(t, f))
    ),
    "gap-again": lambda t, o, f: (
        o.activity in t.s.done
        and (t.candidate(o).skill == t.s.gap_skill or (o.activity, "again") in (t.s.plan or ()))
    ),
    "gap-ask": lambda t, o, f: (
        f["gap"] == t.s.gap_skill and (o.activity, "ask") in (t.s.plan or ())
    ),
    "gap-apply": lambda t, o, f: (
        f["gap"] == t.s.gap_skill and (o.activity, "apply") in (t.s.plan or ())
    ),
    "begun": lambda t, o, f: (
        f["skill"] == t.candidate(o).skill
        and t.s.state.skill(_skill(t, f)).seen > 0
        and not t.s.state.known(_skill(t, f))
        and f["goal"] in t.world.goals[str(f["by"])]
        and (f["goal"] == f["skill"] or t.stands_on(_skill(t, f, "goal"), _skill(t, f)))
    ),
    "opens": lambda t, o, f: _about(t, o, f) and f["line"] == t.candidate(o).opens != "",
    "uses": lambda t, o, f: _about(t, o, f) and f["skill"] in t.world.goals[str(f["by"])],
    "leads": lambda t, o, f: (
        _about(t, o, f)
        and f["goal"] in t.world.goals[str(f["by"])]
        and t.stands_on(_skill(t, f, "goal"), _skill(t, f))
    ),
    "shown": lambda t, o, f: (
        _skill(t, f) in t.of[t.candidate(o).skill].needed
        and t.s.state.known(_skill(t, f))
        and t.s.state.skill(_skill(t, f)).recent.endswith("s")
        and str(f["day"]) == _day(t.s.state.skill(_skill(t, f)).since)
    ),
    "placed": lambda t, o, f: (
        _skill(t, f) in t.of[t.candidate(o).skill].needed
        and t.s.state.known(_skill(t, f))
        and (t.s.state.skill(_skill(t, f)).placed or 0) >= KNOWN
        and not set(t.s.state.skill(_skill(t, f)).recent) & SUCCESS
    ),
    "helps": lambda t, o, f: (
        _skill(t, f) in t.of[t.candidate(o).skill].helps and not t.s.state.known(_skill(t, f))
    ),
    "rest": lambda t, o, f: (
        o.activity not in t.s.done
        and t.candidate(o).kind in ("tour", "project")
        and t.candidate(o).step != t.s.step
        and t.nothing_new_on_the_way()
    ),
    "once-more": lambda t, o, f: (
        o.activity in t.s.done
        and _dark_with_nothing_new(t, f)
        and t.candidate(o) == max(_tasks(t, f), key=lambda c: (c.difficulty, c.id == o.activity))
        and _slept_on(t, f, nights=1)
        and bool(f["helped"]) == ("h" in t.s.state.skill(_skill(t, f)).recent)
        and bool(f["lights"]) == _lights(t, o)
    ),
    "ask": lambda t, o, f: (
        o.activity in t.world.questions[_skill(t, f)]
        and _dark_with_nothing_new(t, f)
        and not _tasks(t, f)
        and _slept_on(t, f, nights=4)
    ),
    "refresh": lambda t, o, f: (
        o.activity in t.world.questions[_skill(t, f)]
        and _skill(t, f) in t.of[_skill(t, f, "for")].needed
        and not t.s.state.known(_skill(t, f, "for"))
        and t.s.state.wish <= t.s.state.retention(_skill(t, f), NOON) < FRESH
        and _slept_on(t, f, nights=4)
        and f["day"] == _day(t.s.state.skill(_skill(t, f)).last_at)
        and not t.s.last_was_review
        and t.s.step not in ("project", "gap")
        and sum(r.kind == "refresh" for o in t.offered.options for r in o.reasons) == 1
    ),
    "beside": lambda t, o, f: (
        _about(t, o, f)
        and not t.on_the_way(_skill(t, f))
        and not t.s.state.known(_skill(t, f))
        and t.nothing_new_on_the_way()
    ),
    "more": lambda t, o, f: (
        _about(t, o, f)
        and t.s.state.known(_skill(t, f))
        and not any(t.undone(k) for k in t.of if not t.s.state.known(k))
    ),
    "again": lambda t, o, f: _about(t, o, f) and {c.id for c in t.world.candidates} == t.s.done,
    "forecast": _forecast,
    "equals": lambda t, o, f: f["count"] == len(t.offered.chances) > 1,
}


def _day(at: float | None) -> str:
    return "" if at is None else datetime.fromtimestamp(at, UTC).date().isoformat()


@many
@given(seeds)
def test_every_reason_that_is_shown_is_true_of_the_state(seed: int) -> None:
    told = Told(seed)
    for option in told.offered.options:
        assert option.reasons
        for reason in option.reasons:
            assert TRUE[reason.kind](told, option, reason.facts), (option, reason)
    for reason in told.offered.grounds:
        assert TRUE[reason.kind](told, told.offered.options[0], reason.facts), reason


@many
@given(seeds)
def test_a_sentence_names_every_skill_of_its_facts(seed: int) -> None:
    told = Told(seed)
    telling = Telling(told.s.course.title, TODAY)
    for option in told.offered.options:
        for reason in option.reasons:
            sentence = tell(Reason.from_json(reason.to_json()), telling)  # as rows keep it
            for name in ("skill", "gap", "goal", "for"):
                if name in reason.facts and reason.kind != "again":
                    assert told.of[str(reason.facts[name])].title in sentence
            assert sentence.endswith(".")
            assert "{" not in sentence


def test_every_kind_of_reason_has_a_sentence_and_a_check() -> None:
    own = {"chosen", "show", "report", "anew"}  # of what kinds and learners choose, not the coach
    assert set(SENTENCES) == set(TRUE) | own


# ---- nobody is told to do what they cannot reach ----------------------------------------------

EXEMPT = {"gap-apply", "first", "tour", "date", "turn", "rest", "again", "gap-again"}


@many
@given(seeds)
def test_nobody_is_told_to_do_what_they_cannot_reach(seed: int) -> None:
    told = Told(seed)
    for option in told.offered.options:
        if option.activity not in told.s.course.candidates or option.reasons[0].kind in EXEMPT:
            continue
        for below in told.of[told.candidate(option).skill].needed:
            skill = told.s.state.skill(below)
            assert skill.known or skill.p >= GATE or not told.undone(below)


@many
@given(seeds)
def test_what_helps_gates_nothing(seed: int) -> None:
    told = Told(seed)
    helpless = tuple(replace(p, helps=()) for p in told.world.places)
    bare = World(helpless, told.world.candidates, told.world.goals)
    again = build(bare, told.s.state, told.s.done, told.s.step)
    assert (told.s.ready == again.ready).all()


# ---- there is always a step -------------------------------------------------------------------


@many
@given(seeds)
def test_nobody_is_left_without_a_step(seed: int) -> None:
    assert Told(seed).offered.options


@pytest.mark.parametrize("hundred", range(PACKS // 100))
def test_three_hundred_random_packs_never_leave_the_coach_without_a_step(hundred: int) -> None:
    """From nothing known, always following, through all steps of the loop to the last activity."""
    for seed in range(100 * hundred, 100 * hundred + 100):
        rng = Random(seed)
        made = world(rng)
        s = build(made, LearnerState(), frozenset(), "study")
        before = ""
        for turn in range(60):
            options = offer(s, rng).options
            assert options, (seed, turn)
            first = options[0].activity
            assert not before == first == REVIEW, (seed, turn)
            s, before = follow(rng, made, s, first, turn), first


@many
@given(seeds)
def test_a_review_never_follows_a_review(seed: int) -> None:
    told = Told(seed)
    if told.s.last_was_review:
        assert REVIEW not in [o.activity for o in told.offered.options]


@many
@given(seeds)
def test_on_its_date_the_project_is_first(seed: int) -> None:
    told = Told(seed)
    s = told.s
    waits = "project" in s.course.candidates and "project" not in {*s.done, *s.passed_over}
    if s.date_has_come and waits:
        assert told.offered.options[0].activity == "project"


# ---- what is logged ---------------------------------------------------------------------------


@many
@given(seeds)
def test_the_chances_are_a_distribution_and_those_shown_have_theirs(seed: int) -> None:
    offered = Told(seed).offered
    assert abs(sum(offered.chances.values()) - 1) < 1e-9
    assert all(p > 0 for p in offered.chances.values())
    assert offered.options[0].activity in offered.chances
    for option in offered.options:
        assert option.p == offered.chances.get(option.activity, 0.0)
    shown = [o.activity for o in offered.options]
    assert len(shown) == len(set(shown)) <= 3


@many
@given(seeds, seeds)
def test_the_same_draw_gives_the_same_offer_and_every_draw_the_same_chances(
    seed: int, draw: int
) -> None:
    s = Told(seed).s
    one, other = offer(s, Random(draw)), offer(s, Random(draw))
    assert one == other
    assert offer(s, Random(draw + 1)).chances == one.chances


def test_what_is_logged_is_how_often_it_comes_first() -> None:
    for seed in range(2000):
        s = Told(seed).s
        chances = offer(s, Random(0)).chances
        if len(chances) == 3:
            break
    firsts = [offer(s, Random(draw)).options[0].activity for draw in range(600)]
    for activity, p in chances.items():
        assert abs(firsts.count(activity) / 600 - p) < 0.08
