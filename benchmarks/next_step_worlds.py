"""Made-up courses and learners somewhere on them, for `next_step`."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random

import numpy as np

from ascent.coach.course import BESIDE, Candidate, Course, Numbers, Place, Shares
from ascent.coach.next_step import Situation
from ascent.learner.tracing.folding import LearnerState, SkillState
from ascent.learner.tracing.knowing import Model
from benchmarks.next_step_naive import Scan

STEPS = ("study", "language", "libraries", "libraries", "libraries", "project", "gap")
NEAR = 40  # a skill needs some of the skills at most this far before it
NOW = 1_780_000_000.0
DAY = 86_400.0


@dataclass(frozen=True)
class Case:
    """The same learner for the engine, for the engine with the learner model, and for the scan."""

    situation: Situation
    with_model: Situation
    scan: Scan


def course(skills: int, seed: int = 0) -> Course:
    """A map of `skills` skills, most with a lesson, each with two exercises, on the way to a
    project far up."""
    rng = np.random.default_rng(seed)
    names = [f"skill-{n:05}" for n in range(skills)]
    places = []
    for n, name in enumerate(names):
        near = names[max(0, n - NEAR) : n]
        below = rng.choice(near, min(len(near), 1 + rng.binomial(2, 0.35)), False) if n > 9 else ()
        helps = rng.choice(near, 1) if n > 9 and rng.random() < 0.3 else ()
        depth = ("use", "explain", "build")[rng.integers(3)]
        places.append(Place(name, name, depth, tuple(map(str, below)), tuple(map(str, helps))))
    far_up = [str(name) for name in rng.choice(names[-skills // 4 :], 25, False)]
    return Course.compile(
        places,
        _activities(names, rng),
        project=far_up[:10],
        interest=far_up[10:15],
        reading=far_up[15:],
    )


def _activities(names: list[str], rng: np.random.Generator) -> list[Candidate]:
    found = [
        Candidate("tour", "tour", "study", names[0], 40),
        Candidate("project", "project", "project", names[-1], 180),
    ]
    for name in names:
        step = "language" if rng.random() < 0.3 else "libraries"
        if rng.random() < 0.8:
            found.append(Candidate(f"{name}-read", "lesson", step, name, 8, skills={name: 1.0}))
        for letter in "ab":
            other = names[rng.integers(len(names))]
            skills = {name: 1.0, other: 0.3}
            hard = round(float(rng.uniform(0.1, 0.9)), 2)
            one = Candidate(f"{name}-{letter}", "exercise", step, name, 9, hard, "", skills)
            found.append(one)
    return found


def case(course: Course, seed: int) -> Case:
    """A learner who has come some part of the way, in some step of the loop."""
    rng = Random(seed)
    state, done = _learner(course, rng)
    step = STEPS[seed % len(STEPS)]
    chances = np.random.default_rng(seed).uniform(0.2, 0.98, len(course.trainers))

    def prepared(trainers: Numbers) -> Shares:
        return chances[trainers]

    def asked(trainers: Numbers) -> Shares:
        found = (course.trainers[at] for at in trainers.tolist())
        return np.array([state.chance(c.skills, c.difficulty, c.guess, c.slip) for c in found])

    due = tuple(sorted(state.known_skills()))[:3] if rng.random() < 0.3 else ()
    about = {
        "course": course,
        "ground": course.ground(state, done, now=NOW),
        "state": state,
        "done": done,
        "step": step,
        "due": due,
        "gap_skill": course.places[rng.randrange(len(course.places))].id if step == "gap" else None,
        "passed_over": (),
    }
    way = [p.id for n, p in enumerate(course.places) if course.stage[n] < BESIDE]
    scan = Scan(
        step="libraries" if step == "gap" else step,
        candidates=tuple(course.candidates.values()),
        done=done,
        state=state,
        order=way,
        level=dict.fromkeys(way, 0),
        needed={p.id: p.needed for p in course.places},
        due=due,
    )
    return Case(
        Situation(forecast=prepared, **about),  # type: ignore[arg-type]
        Situation(forecast=asked, **about),  # type: ignore[arg-type]
        scan,
    )


def _learner(course: Course, rng: Random) -> tuple[LearnerState, frozenset[str]]:
    """Who knows the map up to somewhere, with holes in it, and has begun a little beyond."""
    upto = int(rng.random() * len(course.places))
    known = [p.id for p in course.places[:upto] if rng.random() < 0.95]
    begun = [p.id for p in course.places[upto : upto + 30] if rng.random() < 0.1]
    states = {
        name: SkillState(0.9, 3, known=True, since=NOW - 9 * DAY, stability=20.0, last=NOW - DAY)
        for name in known
    }
    states |= {name: SkillState(0.4, 1) for name in begun}
    lit = set(known)
    done = {c.id for c in course.trainers if c.skill in lit and rng.random() < 0.8}
    if rng.random() < 0.7:
        done.add("tour")
    return LearnerState(states, model=Model()), frozenset(done)
