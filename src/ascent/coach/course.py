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
from itertools import repeat

import numpy as np
from numpy.typing import NDArray

from ascent.coach import worth
from ascent.coach.standing import PRIMED, Bools, Ground, is_met, rests, slept_on
from ascent.coach.worth import Links, Stand
from ascent.learner.tracing.folding import LearnerState
from ascent.learner.tracing.mastery import START
from ascent.learner.tracing.remembering import REST

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
    """A skill on the map. `needed` and `helps` are the ids of its prerequisites; `weights` those
    of the needed ones, 1 where there are none."""

    id: str
    title: str = ""
    depth: str = "use"
    needed: Sequence[str] = ()
    helps: Sequence[str] = ()
    weights: Sequence[float] = ()


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
    `n` needs; the same once more as arrays: `links`. `opens[n]`: how many skills of the way stand
    on `n`; `exercise[n]`: minutes of one of its exercises. `questions`: for each skill those that
    ask for it.
    """

    places: tuple[Place, ...]
    trainers: tuple[Candidate, ...]
    whole: tuple[Candidate, ...]
    candidates: Mapping[str, Candidate]
    place_of: Mapping[str, int]
    trainer_at: Mapping[str, int]
    use: Mapping[str, Use]
    lower: tuple[tuple[int, ...], ...]
    links: Links
    stage: Numbers
    opens: Numbers
    exercise: Shares
    minutes: Shares
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
        links = [
            (n, place_of[other], weight)
            for n, place in enumerate(places)
            for other, weight in zip(place.needed, place.weights or repeat(1.0), strict=False)
            if place_of.get(other, n) < n
        ]
        goals = {PROJECT: project, INTEREST: interest, READING: reading}
        use = dict(_uses({p.id: p.needed for p in places}, goals))
        stage = _numbers(STAGES[use[p.id].by] if p.id in use else BESIDE for p in places)
        skill_of = _numbers(place_of[c.skill] for c in trainers)
        return cls(
            places=places,
            trainers=tuple(trainers),
            whole=tuple(c for c in everything if c.kind in WHOLE),
            candidates={c.id: c for c in everything},
            place_of=place_of,
            trainer_at={c.id: n for n, c in enumerate(trainers)},
            use=use,
            lower=lower,
            links=Links(
                np.array([upper for upper, _, _ in links], dtype=np.intp),
                np.array([below for _, below, _ in links], dtype=np.intp),
                np.array([weight for _, _, weight in links], dtype=np.float64),
            ),
            stage=stage,
            opens=_opens(lower, stage),
            exercise=_exercise_minutes(len(places), trainers, skill_of),
            minutes=np.array([c.minutes for c in trainers], dtype=np.float64),
            depth=_numbers(DEPTHS.index(p.depth) for p in places),
            skill_of=skill_of,
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
        self,
        state: LearnerState,
        done: Collection[str],
        midnight: float = math.inf,
        now: float | None = None,
    ) -> Ground:
        """Where the learner with this state, who has done these activities, stands.

        `midnight`: when the learner's day began, in Unix seconds; without it nothing rests.
        `now`: Unix time; without it nothing has faded since the newest evidence.
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
        now = state.at or 0.0 if now is None else now
        stand = self._stand(state, primed, finished, midnight, now)
        value = worth.values(stand, self.links, self.opens)
        refresh = worth.refreshed(stand, self.links)
        return Ground(known, met, primed, begun, resting, finished, value, refresh, midnight)

    def _stand(
        self, state: LearnerState, primed: Bools, finished: Bools, midnight: float, now: float
    ) -> Stand:
        """What the worth of skills depends on."""
        n = len(self.places)
        unread = self.lesson & ~finished & ~primed[self.skill_of]
        stand = Stand(
            p=np.full(n, START),
            recall=np.ones(n),
            misses=np.zeros(n),
            lesson=np.bincount(self.skill_of, self.minutes * unread, n).astype(np.float64),
            exercise=self.exercise,
            can_refresh=np.zeros(n, dtype=np.bool_),
        )
        rows = [
            (at, s.p, s.misses, skill in self.questions and slept_on(s, midnight, REST))
            for skill, s in state.skills.items()
            if (at := self.place_of.get(skill)) is not None
        ]
        if rows:
            columns = np.array(rows, dtype=np.float64).T
            at = columns[0].astype(np.intp)
            stand.p[at], stand.misses[at] = columns[1], columns[2]
            r = state.retentions([self.places[k].id for k in at.tolist()], now)
            stand.recall[at] = np.where(r > 0, r, 1.0)  # what has no memory yet cannot fade
            stand.can_refresh[at] = (columns[3] > 0) & (r >= state.wish)  # below, it is due
        return stand

    def ready(self, ground: Ground) -> Bools:
        """By skill: each needed prerequisite is met, or has nothing left that could teach it."""
        shut = self.teachable(ground) & ~ground.met
        ready = np.ones(len(self.places), dtype=np.bool_)
        ready[self.links.above[shut[self.links.below]]] = False
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


def _opens(lower: Sequence[Sequence[int]], stage: Numbers) -> Numbers:
    """By place: how many skills of the way stand on it, at any distance."""
    above = [0] * len(lower)  # sets of places, as the bits of a number
    for n in range(len(lower) - 1, -1, -1):
        reached = above[n] | ((1 << n) if stage[n] < BESIDE else 0)
        for below in lower[n]:
            above[below] |= reached
    return _numbers(one.bit_count() for one in above)


def _exercise_minutes(places: int, trainers: Sequence[Candidate], skill_of: Numbers) -> Shares:
    """By place: the mean minutes of its exercises; of all exercises where it has none."""
    own = np.array([c.kind != LESSON for c in trainers], dtype=np.float64)
    minutes = own * np.array([c.minutes for c in trainers], dtype=np.float64)
    usual = max(1.0, float(minutes.sum() / max(1.0, own.sum())))
    count = np.bincount(skill_of, own, places)
    total = np.bincount(skill_of, minutes, places)
    return np.where(count > 0, np.maximum(total / np.maximum(count, 1.0), 1.0), usual)


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
