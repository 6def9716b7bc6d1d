"""Made-up packs and learners, for what must hold of all of them."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from random import Random

import numpy as np

from ascent.coach.course import DEPTHS, Candidate, Course, Numbers, Place, Shares
from ascent.coach.next_step import NAME_GAPS, REVIEW, Situation
from ascent.learner.tracing.folding import LearnerState, SkillState

STEPS = ("study", "language", "libraries", "project", "gap")
KNOWN, PLACED = 0.9, 0.85
NOON = 1_772_539_200.0  # 2026-03-03, a Tuesday
DAY = 86_400.0


@dataclass(frozen=True)
class World:
    """A pack with the goals of its interest, as lists that a test can read for itself."""

    places: tuple[Place, ...]
    candidates: tuple[Candidate, ...]
    goals: dict[str, frozenset[str]]
    questions: dict[str, tuple[str, ...]] = field(default_factory=dict)

    @property
    def course(self) -> Course:
        return Course.compile(self.places, self.candidates, **self.goals, questions=self.questions)


def world(rng: Random) -> World:
    """A few skills without a cycle. Some have no lesson, some nothing at all; there may be no
    project, no tour, no goal."""
    names = [f"s{n}" for n in range(rng.randint(1, 12))]
    places = []
    for n, name in enumerate(names):
        below = rng.sample(names[:n], rng.randint(0, min(n, 3)))
        needed = below[: rng.randint(0, len(below))]
        helps = tuple(s for s in below if s not in needed)
        places.append(Place(name, f"Skill {n}", rng.choice(DEPTHS), tuple(needed), helps))
    goals = {
        by: frozenset(rng.sample(names, rng.randint(0, len(names))))
        for by in ("project", "interest", "reading")
    }
    candidates = tuple(_candidates(rng, names))
    questions = {s: (f"q-{s}-1", f"q-{s}-2") for s in names if rng.random() < 0.5}
    return World(tuple(places), candidates, goals, questions)


def _candidates(rng: Random, names: list[str]) -> list[Candidate]:
    found = []
    if rng.random() < 0.7:
        found.append(Candidate("tour", "tour", "study", rng.choice(names), 40))
    if rng.random() < 0.7:
        found.append(Candidate("project", "project", "project", rng.choice(names), 180))
    for n in range(rng.randint(0 if found else 1, 18)):
        kind = rng.choice(("lesson", "exercise", "exercise"))
        step = rng.choice(("language", "libraries"))
        line = "`x = 1`" if rng.random() < 0.2 else ""
        hard = round(rng.random(), 1)
        found.append(Candidate(f"a{n}", kind, step, rng.choice(names), 7, hard, line))
    return found


def situation(rng: Random, made: World) -> Situation:
    """A learner anywhere in a world: anything known, anything done, in any step of the loop."""
    names = [p.id for p in made.places]
    state = LearnerState({s: _skill(rng) for s in names if rng.random() < 0.6})
    done = {c.id for c in made.candidates if rng.random() < rng.choice((0.1, 0.5, 1.0))}
    if rng.random() < 0.1:
        done = {c.id for c in made.candidates}
    step = rng.choice(STEPS)
    known = sorted(state.known_skills())
    return build(
        made,
        state,
        frozenset(done),
        step,
        chances=[round(rng.random(), 2) for _ in made.candidates],
        wish="to guess.",
        first=rng.choice((None, rng.choice(made.candidates).id)),
        due=tuple(rng.sample(known, rng.randint(0, len(known)))),
        last_was_review=rng.random() < 0.3,
        date_has_come=step == "project" and rng.random() < 0.5,
        gap_skill=rng.choice((None, rng.choice(names))),
        plan=_plan(rng, made),
        passed_over=tuple(c.id for c in made.candidates if rng.random() < 0.2),
    )


def _plan(rng: Random, made: World) -> list[tuple[str, str]] | None:
    """What a plan may still hold: anything, in any order."""
    if rng.random() < 0.5:
        return None
    items = [(c.id, rng.choice(("below", "new", "again", "apply"))) for c in made.candidates]
    items.append(("q-1", "ask"))
    return rng.sample(items, rng.randint(0, min(5, len(items))))


def build(
    made: World,
    state: LearnerState,
    done: frozenset[str],
    step: str,
    chances: list[float] | None = None,
    **more: object,
) -> Situation:
    """The situation of one learner; `chances` of passing, by trainer."""
    course = made.course

    def forecast(trainers: Numbers) -> Shares:
        return np.array([chances[at] if chances else 0.7 for at in trainers.tolist()])

    ground = course.ground(state, done, NOON - DAY / 2, NOON)
    return Situation(course, ground, state, done, forecast, step, **more)


def _skill(rng: Random) -> SkillState:
    at = NOON - rng.randint(0, rng.choice((40, 400))) * DAY
    sort = rng.choice(("known", "known", "placed", "met", "begun", "helped", "doubtful"))
    return {
        "known": SkillState(
            KNOWN, 2, known=True, since=at, stability=20.0, last=at, last_at=at, recent="s"
        ),
        "placed": SkillState(
            PLACED, 0, known=True, since=at, stability=15.0, last=at, placed=PLACED
        ),
        "met": SkillState(0.55, 1, last_at=at, recent="s"),
        "begun": SkillState(0.3, 6, last_at=at, recent="u", misses=rng.choice((0, 6))),
        "helped": SkillState(0.36, 1, last_at=at, recent="h"),
        "doubtful": SkillState(0.1),
    }[sort]


def follow(rng: Random, made: World, s: Situation, activity: str, turn: int) -> Situation:
    """The situation after the learner did what was offered first, with whatever result."""
    state, done, step = s.state, s.done, s.step
    gap = s.gap_skill
    if activity == NAME_GAPS:
        gap = rng.choice([p.id for p in made.places])
    elif activity in s.course.candidates:
        c = s.course.candidates[activity]
        passed = c.kind != "exercise" or rng.random() < 0.7
        done = done | {activity} if passed else done
        before = state.skill(c.skill)
        known = before.known or (passed and c.kind == "exercise")
        at = NOON + turn
        after = before._replace(
            p=KNOWN if known else 0.4, seen=before.seen + 1, known=known, since=at, last_at=at
        )
        state = replace(state, skills={**state.skills, c.skill: after})
    asked = next((k for k, asks in made.questions.items() if activity in asks), None)
    if asked is not None:
        answered = state.skill(asked)._replace(last=NOON + turn, last_at=NOON + turn)
        state = replace(state, skills={**state.skills, asked: answered})
    known_now = sorted(state.known_skills())
    return build(
        made,
        state,
        done,
        STEPS[min(STEPS.index(step) + (rng.random() < 0.1), 4)],
        due=tuple(known_now[: rng.randint(0, 2)]),
        last_was_review=activity == REVIEW or asked is not None,
        gap_skill=gap,
    )
