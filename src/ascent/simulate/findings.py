"""What a cohort shows about a pack: where learners stall, what lacks practice, what looks wrong.

Everything here is *simulated, not yet shown on people*: it shows how a pack and the coach fit
together for learners who behave by the laws of `pupil`, and where an author should look first.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from statistics import mean, median, quantiles
from typing import Any

from ascent.coach.course import LESSON, Course
from ascent.simulate.walk import Record, Tried, Way

STALLED = 3.0  # times the minutes that the map gives a skill
LITTLE = 20  # visits below which nothing is said about a link
HARM = 0.15  # difference in first-try success that makes a link look missing


@dataclass(frozen=True)
class OfSkill:
    """One skill of the way. Shares are of the learners who began it.

    `began`: learners; `lit`: left it lit; `wrongly`: lit without knowing it truly; `ran_out`:
    everything that trains it was done and it is not lit; `told`: needed a solution; `minutes`:
    the middle learner's; `stalled`: took over `STALLED` times the map's minutes.
    """

    skill: str
    began: int
    lit: float
    wrongly: float
    ran_out: float
    told: float
    minutes: float
    stalled: float


@dataclass(frozen=True)
class Missing:
    """A skill that activities ask on the side and that nothing on the way makes sure of: success
    with and without it, at the first tries of learners who recalled the main skill."""

    skill: str
    asks: str
    activities: tuple[str, ...]
    with_it: float
    without: float
    visits: int


@dataclass(frozen=True)
class Idle:
    """A needed link that no activity above ever uses: perhaps it only helps."""

    skill: str
    needs: str


@dataclass(frozen=True)
class Findings:
    """A cohort in numbers. Hours are the middle learner's with the 90th percentile, None when
    fewer than half (or nine of ten) came that far."""

    learners: int
    stuck: int
    finished: int
    hours: Mapping[str, tuple[float | None, float | None]]
    recalled: float
    review_share: float
    skills: tuple[OfSkill, ...]
    missing: tuple[Missing, ...]
    idle: tuple[Idle, ...]

    def to_json(self) -> dict[str, Any]:
        return asdict(self)


def find(way: Way, records: Sequence[Record], minutes: Mapping[str, int]) -> Findings:
    """What `records` show. `minutes`: what the map says that each skill takes."""
    hours = {
        "first model": _hours([r.first_model for r in records]),
        "project begun": _hours([r.project_begun for r in records]),
        "project done": _hours([r.project_done for r in records]),
    }
    total = sum(r.hours for r in records)
    return Findings(
        learners=len(records),
        stuck=sum(r.stuck for r in records),
        finished=sum(r.project_done is not None for r in records),
        hours=hours,
        recalled=mean([r.recalled for r in records]) if records else 0.0,
        review_share=sum(r.review_hours for r in records) / total if total else 0.0,
        skills=tuple(_skills(way.course, records, minutes)),
        missing=tuple(_missing(way.course, records)),
        idle=tuple(_idle(way.course)),
    )


def _hours(values: Sequence[float | None]) -> tuple[float | None, float | None]:
    """Middle and 90th percentile, learners who never came there counting as later than all."""
    reached = sorted(v for v in values if v is not None)
    if len(values) < 2:
        return (reached[0], reached[0]) if reached else (None, None)
    padded = [*reached, *[float("inf")] * (len(values) - len(reached))]
    found = median(padded), quantiles(padded, n=10, method="inclusive")[-1]
    return tuple(round(v, 2) if v < float("inf") else None for v in found)  # type: ignore[return-value]


def _skills(
    course: Course, records: Sequence[Record], minutes: Mapping[str, int]
) -> Iterable[OfSkill]:
    for place in course.places:
        trainers = {c.id for c in course.trainers_of(place.id)}
        began = [(r, [t for t in r.tried if t.activity in trainers]) for r in records]
        began = [(r, tried) for r, tried in began if tried]
        if not began:
            continue
        spent = [sum(t.minutes for t in tried) for _, tried in began]
        limit = STALLED * minutes.get(place.id, 0)
        n = len(began)
        yield OfSkill(
            skill=place.id,
            began=n,
            lit=sum(place.id in r.lit for r, _ in began) / n,
            wrongly=sum(place.id in r.lit - r.true for r, _ in began) / n,
            ran_out=sum(
                place.id not in r.lit and {t.activity for t in tried} == trainers
                for r, tried in began
            )
            / n,
            told=sum(any(t.told for t in tried) for _, tried in began) / n,
            minutes=median(spent),
            stalled=sum(s > limit for s in spent) / n if limit else 0.0,
        )


def _missing(course: Course, records: Sequence[Record]) -> Iterable[Missing]:
    """Side skills outside of what the main skill needs, whose lack shows at the first try."""
    below = _closures(course)
    lacked: dict[tuple[str, str], list[tuple[Tried, bool]]] = {}
    for record in records:
        for tried in record.tried:
            activity = course.candidates[tried.activity]
            if activity.kind == LESSON or activity.skill in tried.missing:
                continue
            for side in activity.skills:
                if side != activity.skill and side not in below.get(activity.skill, ()):
                    key = activity.skill, side
                    lacked.setdefault(key, []).append((tried, side in tried.missing))
    for (skill, side), visits in sorted(lacked.items()):
        groups = [
            [t.right for t, is_missing in visits if is_missing is lacks] for lacks in (False, True)
        ]
        if min(len(group) for group in groups) < LITTLE:
            continue
        with_it, without = (mean(group) for group in groups)
        if with_it - without >= HARM:
            asked = tuple(sorted({t.activity for t, _ in visits}))
            yield Missing(skill, side, asked, round(with_it, 2), round(without, 2), len(visits))


def _idle(course: Course) -> Iterable[Idle]:
    """Links to a skill that nothing which trains the upper one, or what stands on it, asks for."""
    used: dict[str, set[str]] = {}
    for activity in course.candidates.values():
        used.setdefault(activity.skill, set()).update(activity.skills)
    for place in reversed(course.places):
        asked = used.get(place.id, set())
        if not asked:
            continue
        for lower in place.needed:
            others = [k for k in place.needed if k != lower]
            implied = any(lower in _closures(course).get(k, ()) for k in others)
            if lower not in asked and not implied:
                yield Idle(place.id, lower)


def _closures(course: Course) -> Mapping[str, frozenset[str]]:
    """For each skill all that it needs, however far below."""
    found: dict[str, frozenset[str]] = {}
    for n, place in enumerate(course.places):
        below = [course.places[k].id for k in course.lower[n]]
        found[place.id] = frozenset(below).union(*(found[k] for k in below))
    return found
