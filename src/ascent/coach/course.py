"""A pack as the coach reads it: skills in learning order, what trains them, and both as arrays.

Compiled once for a pack and an interest. Where one learner stands in it is `Ground`: a handful
of arrays as long as the map, so that a choice among ten thousand skills is a few array steps.
Pure.
"""

from __future__ import annotations

import math
from collections import deque
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from ascent.coach.standing import PRIMED, Bools, Ground, is_met, rests
from ascent.learner.tracing.folding import LearnerState

Numbers = NDArray[np.intp]
Shares = NDArray[np.float64]

WHOLE = ("tour", "project")  # kinds that are a step of the loop by themselves
LESSON = "lesson"
PREPARING = ("language", "libraries")  # steps whose activities train one skill after another
DEPTHS = ("use", "explain", "build")
PROJECT, INTEREST, READING = "project", "interest", "reading"
STAGES = {PROJECT: 0, INTEREST: 0, READING: 1}  # of the way to the goal; beside it lies ...
BESIDE = 2


@dataclass(frozen=True)
class Candidate:
    """An activity that can be the next step. `skill` is its main one, `opens` a line of code."""

    id: str
    kind: str
    step: str
    skill: str
    minutes: int
    difficulty: float = 0.0
    opens: str = ""
    skills: Mapping[str, float] = field(default_factory=dict)
    guess: float = 0.0
    slip: float = 0.1


@dataclass(frozen=True)
class Place:
    """A skill on the map. `needed` and `helps` are the ids of its prerequisites."""

    id: str
    title: str = ""
    depth: str = "use"
    needed: Sequence[str] = ()
    helps: Sequence[str] = ()


@dataclass(frozen=True)
class Use:
    """What a skill on the way is good for: `goal` is used by the project, belongs to the
    interest, or is read in the reference project (`by`), and stands on the skill or is it."""

    goal: str
    by: str


@dataclass(frozen=True, eq=False)
class Course:
    """Skills and activities of a pack on the way to one interest.

    The arrays are indexed by the place in `places` (learning order) or in `trainers`
    (by skill; a skill's lessons first, then the less difficult). `lower[n]` are the places that
    `n` needs; the same links once more as arrays: `above[e]` needs `below[e]`. `questions`: for
    each skill those that ask for it.
    """

    places: tuple[Place, ...]
    trainers: tuple[Candidate, ...]
    whole: tuple[Candidate, ...]
    candidates: Mapping[str, Candidate]
    place_of: Mapping[str, int]
    trainer_at: Mapping[str, int]
    use: Mapping[str, Use]
    lower: tuple[tuple[int, ...], ...]
    above: Numbers
    below: Numbers
    stage: Numbers
    depth: Numbers
    skill_of: Numbers
    lesson: Bools
    steps: Mapping[str, Bools]
    questions: Mapping[str, Sequence[str]] = field(default_factory=dict)

    @classmethod
    def compile(
        cls,
        places: Sequence[Place],
        candidates: Iterable[Candidate],
        *,
        project: Iterable[str] = (),
        interest: Iterable[str] = (),
        reading: Iterable[str] = (),
        questions: Mapping[str, Sequence[str]] | None = None,
    ) -> Course:
        """A course over `places`, which stand in learning order.

        `project`, `interest` and `reading` are the skills that the goal consists of. A link from
        a skill to one that comes later is left out, so that a map with a cycle blocks nobody.
        """
        everything = sorted(candidates, key=lambda c: c.id)
        places = (*places, *_off_the_map(places, everything))
        place_of = {place.id: n for n, place in enumerate(places)}
        trainers = sorted(
            (c for c in everything if c.kind not in WHOLE),
            key=lambda c: (place_of[c.skill], c.kind != LESSON, c.difficulty, c.id),
        )
        lower = tuple(
            tuple(place_of[other] for other in place.needed if place_of.get(other, n) < n)
            for n, place in enumerate(places)
        )
        links = [(n, below) for n, needed in enumerate(lower) for below in needed]
        goals = {PROJECT: project, INTEREST: interest, READING: reading}
        use = dict(_uses({p.id: p.needed for p in places}, goals))
        return cls(
            places=places,
            trainers=tuple(trainers),
            whole=tuple(c for c in everything if c.kind in WHOLE),
            candidates={c.id: c for c in everything},
            place_of=place_of,
            trainer_at={c.id: n for n, c in enumerate(trainers)},
            use=use,
            lower=lower,
            above=np.array([upper for upper, _ in links], dtype=np.intp),
            below=np.array([lower for _, lower in links], dtype=np.intp),
            stage=_numbers(STAGES[use[p.id].by] if p.id in use else BESIDE for p in places),
            depth=_numbers(DEPTHS.index(p.depth) for p in places),
            skill_of=_numbers(place_of[c.skill] for c in trainers),
            lesson=np.array([c.kind == LESSON for c in trainers], dtype=np.bool_),
            steps={s: np.array([c.step == s for c in trainers], dtype=np.bool_) for s in PREPARING},
            questions=questions or {},
        )

    def place(self, skill: str) -> Place:
        """A skill as the map has it; what the map does not have needs nothing."""
        at = self.place_of.get(skill)
        return Place(skill) if at is None else self.places[at]

    def title(self, skill: str) -> str:
        return self.place(skill).title or skill

    def trainers_of(self, skill: str) -> tuple[Candidate, ...]:
        """What trains a skill, in the order of `trainers`."""
        at = self.place_of.get(skill, len(self.places))
        first, end = np.searchsorted(self.skill_of, (at, at + 1))
        return self.trainers[first:end]

    def ground(
        self, state: LearnerState, done: Collection[str], midnight: float = math.inf
    ) -> Ground:
        """Where the learner with this state, who has done these activities, stands.

        `midnight`: when the learner's day began, in Unix seconds; without it nothing rests.
        """
        place_of = self.place_of
        rows = [
            (at, s.known, is_met(s), s.p >= PRIMED, s.seen > 0, rests(s, midnight))
            for skill, s in state.skills.items()
            if (at := place_of.get(skill)) is not None
        ]
        by_skill = np.zeros((5, len(self.places)), dtype=np.bool_)
        if rows:
            at, *columns = np.array(rows, dtype=np.intp).T
            by_skill[:, at] = columns
        finished = np.zeros(len(self.trainers), dtype=np.bool_)
        finished[[self.trainer_at[a] for a in done if a in self.trainer_at]] = True
        known, met, primed, begun, resting = by_skill
        return Ground(known, met, primed, begun, resting, finished, midnight)

    def ready(self, ground: Ground) -> Bools:
        """By skill: each needed prerequisite is met, or has nothing left that could teach it."""
        shut = self.teachable(ground) & ~ground.met
        ready = np.ones(len(self.places), dtype=np.bool_)
        ready[self.above[shut[self.below]]] = False
        return ready

    def teachable(self, ground: Ground) -> Bools:
        """By skill: something that is not done trains it."""
        teachable = np.zeros(len(self.places), dtype=np.bool_)
        teachable[self.skill_of[~ground.done]] = True
        return teachable

    def left_in(self, step: str, ground: Ground) -> bool:
        """Whether a step of preparation still has something for a skill of the way."""
        ahead = (self.stage < BESIDE) & ~ground.known
        return bool((self.steps[step] & ~ground.done & ahead[self.skill_of]).any())


def forecast(course: Course, state: LearnerState, now: float) -> Callable[[Numbers], Shares]:
    """What the learner model expects: the chance of passing each of some trainers at `now`."""

    def of(trainers: Numbers) -> Shares:
        asked = (course.trainers[at] for at in trainers.tolist())
        return np.fromiter(
            (state.chance(c.skills, c.difficulty, c.guess, c.slip, c.id, now) for c in asked),
            dtype=np.float64,
            count=len(trainers),
        )

    return of


def _numbers(values: Iterable[int]) -> Numbers:
    return np.fromiter(values, dtype=np.intp)


def _off_the_map(places: Sequence[Place], candidates: Sequence[Candidate]) -> list[Place]:
    """Skills that activities train and the map does not have: a broken pack still has a way."""
    mapped = {place.id for place in places}
    return [Place(skill) for skill in sorted({c.skill for c in candidates} - mapped)]


def _uses(
    needed: Mapping[str, Sequence[str]], goals: Mapping[str, Iterable[str]]
) -> Iterator[tuple[str, Use]]:
    """Each skill of the way with the goal that is nearest above it, goals in their order."""
    found: set[str] = set()
    for by, skills in goals.items():
        waiting = deque((skill, skill) for skill in sorted(set(skills)) if skill in needed)
        while waiting:
            skill, goal = waiting.popleft()
            if skill not in found:
                found.add(skill)
                yield skill, Use(goal, by)
                waiting.extend((other, goal) for other in needed[skill] if other in needed)
