"""One simulated learner through a pack, led by the product's own coach and learner model.

Every day has its minutes. The coach offers, the learner does it, and what they answered becomes
evidence, exactly as on the pages; the loop moves on when a step is finished or its date has come.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random

from ascent.coach import loop as calendar
from ascent.coach import review
from ascent.coach.course import LESSON, PREPARING, Candidate, Course, forecast
from ascent.coach.next_step import REVIEW, Option, Situation, offer
from ascent.learner.tracing import memory
from ascent.learner.tracing.folding import PASSED, READ, WRONG, LearnerState, Observation, fold
from ascent.learner.tracing.links import NONE, Links
from ascent.learner.tracing.memory import DAY
from ascent.simulate.pupil import Pupil

START = date(2026, 1, 5)
MOST_DAYS = 90
TRIES = 6  # after as many failures the solution is looked at
HINT_AFTER = 2  # failures that a hint follows
AGAIN = 0.4  # share of an activity's minutes that one more try takes
SECOND = 0.5  # and of a task that is done once more on another day
MISTAKE = 1.5  # minutes to read what went wrong
LATER = 30  # days after the project on which recall is asked


@dataclass(frozen=True)
class Way:
    """A pack on the way to one interest. `questions` are for review; `first_model` and `goal` are
    skills; `preparing` the minutes that the map gives to the whole way."""

    course: Course
    links: Links = NONE
    questions: Sequence[Candidate] = ()
    first: str = ""
    project: str = ""
    first_model: Sequence[str] = ()
    goal: Sequence[str] = ()
    hours_needed: float = 20.0


@dataclass(frozen=True)
class Tried:
    """One activity done: `tries` until it passed, `told` with the solution in sight; `missing`:
    side skills that were not recalled at the first try, which was `right` or not."""

    activity: str
    skill: str
    tries: int
    told: bool
    minutes: float
    right: bool
    missing: frozenset[str]


@dataclass
class Record:
    """What one learner's way was. Hours are counted from the start; None: never."""

    tried: list[Tried] = field(default_factory=list)
    hours: float = 0.0
    review_hours: float = 0.0
    first_model: float | None = None
    project_begun: float | None = None
    project_done: float | None = None
    days: int = 0
    stuck: bool = False
    lit: frozenset[str] = frozenset()
    true: frozenset[str] = frozenset()
    recalled: float = 0.0


@dataclass
class _Walker:
    """The learner of this moment."""

    way: Way
    pupil: Pupil
    rng: Random
    due: Mapping[str, date]
    state: LearnerState = field(default_factory=LearnerState)
    done: set[str] = field(default_factory=set)
    asked: dict[str, float] = field(default_factory=dict)
    step: str = "study"
    by_date: bool = False
    last_review: bool = False
    day: int = 0
    left: float = 0.0  # minutes of today
    dawn: float = 0.0  # hours that were spent before today
    record: Record = field(default_factory=Record)

    @property
    def time(self) -> float:
        """Seconds since the first day; the minutes of an afternoon lie one after the other."""
        return (self.day + 0.6) * DAY + 3600 * (self.record.hours - self.dawn)


def walk(way: Way, pupil: Pupil, hours_a_week: float) -> Record:
    """Lead one learner until the project is done, nothing is left, or `MOST_DAYS` have passed."""
    due = calendar.plan(START, hours_a_week, way.hours_needed)
    w = _Walker(way, pupil, Random(pupil.rng.random()), due)  # noqa: S311 - repeatable
    for w.day in range(MOST_DAYS):
        w.left, w.dawn = w.left + hours_a_week * 60 / 7, w.record.hours
        while w.left > 0 and w.step in (*PREPARING, "study", "project"):
            if not _one_step(w):
                w.record.stuck = w.step != "gap"
                return _ended(w)
        if w.step == "gap":
            break
    return _ended(w)


def _one_step(w: _Walker) -> bool:
    """What the coach offers first is done. False when it offers nothing new."""
    _move_on(w)
    if w.step == "gap":
        return True
    offered = offer(_situation(w), w.rng)
    if not offered.options:
        return False
    chosen = offered.options[0].activity
    if chosen == REVIEW:
        _review(w)
        w.last_review = True
        return True
    if offered.options[0].reasons[0].kind in ("ask", "refresh"):
        _ask(w, next(q for q in w.way.questions if q.id == chosen))
        w.last_review = True
        return True
    activity = w.way.course.candidates.get(chosen)
    if activity is None or not _is_open(w, offered.options[0], activity):
        return False
    w.last_review = False
    _do(w, activity)
    return True


def _is_open(w: _Walker, option: Option, activity: Candidate) -> bool:
    """Whether it is to be done: new, the project, or done with help and now once more without."""
    again = option.reasons[0].kind == "once-more" or activity.kind == "project"
    return again or activity.id not in w.done


def _move_on(w: _Walker) -> None:
    """The loop's calendar, as the pages apply it."""
    finished = {"survey"}
    if all(c.id in w.done for c in w.way.course.whole if c.kind == "tour"):
        finished.add("study")
    ground = w.way.course.ground(w.state, w.done)
    finished |= {step for step in PREPARING if not w.way.course.left_in(step, ground)}
    if w.way.project in w.done:
        finished.add("project")
    today = START + timedelta(days=w.day)
    for move in calendar.moves(w.step, w.due, frozenset(finished), today):
        w.step = calendar.step_after(move.step, [move]) or "gap"
        w.by_date = move.why == "date"


def _situation(w: _Walker) -> Situation:
    course, now = w.way.course, w.time
    due = [] if w.last_review else [item.main for item in _planned(w)]
    return Situation(
        course=course,
        ground=course.ground(w.state, w.done, w.day * DAY, now),
        state=w.state,
        done=frozenset(w.done),
        forecast=forecast(course, w.state, now),
        step=w.step,
        first=w.way.first,
        due=due,
        last_was_review=w.last_review,
        date_has_come=w.step == "project" and w.by_date,
    )


# ---- what is done -------------------------------------------------------------------------


def _do(w: _Walker, activity: Candidate) -> None:
    if activity.kind == "project" and w.record.project_begun is None:
        w.record.project_begun = w.record.hours
    if activity.kind in (LESSON, "tour"):
        w.pupil.read(activity, w.day)
        _spend(w, activity.minutes)
        _note(w, activity, READ)
        w.record.tried.append(_tried(activity, 1, False, activity.minutes, True, frozenset()))
    else:
        _solve(w, activity)
    w.done.add(activity.id)
    if activity.id == w.way.project:
        w.record.project_done = w.record.hours
    if w.record.first_model is None and activity.id == w.way.first:
        w.record.first_model = w.record.hours


def _solve(w: _Walker, activity: Candidate) -> None:
    """Try until it passes; with hints after some failures, in the end with the solution."""
    began = w.record.hours
    first, missing = False, frozenset[str]()
    whole = activity.minutes * (SECOND if activity.id in w.done else 1.0)
    for n in range(TRIES + 1):
        told = n == TRIES
        minutes = whole if n == 0 else activity.minutes * AGAIN
        right, there = w.pupil.attempt(activity, w.way.course, w.day, minutes, told)
        if n == 0:
            first = right
            missing = frozenset(s for s, is_there in there.items() if not is_there)
        _spend(w, minutes + (0 if right else MISTAKE))
        hints = min(max(0, n - HINT_AFTER + 1), 3)
        _note(w, activity, PASSED if right else WRONG, hints, told)
        if right:
            break
    spent = 60 * (w.record.hours - began)
    w.record.tried.append(_tried(activity, n + 1, told, spent, first, missing))


def _review(w: _Walker) -> None:
    began = w.record.hours
    for item in _planned(w):
        _ask(w, next(q for q in w.way.questions if q.id == item.id))
    w.record.review_hours += w.record.hours - began


def _ask(w: _Walker, question: Candidate) -> None:
    minutes = max(1.0, question.minutes)
    right, _ = w.pupil.attempt(question, w.way.course, w.day, minutes)
    _spend(w, minutes)
    _note(w, question, PASSED if right else WRONG)
    w.asked[question.id] = w.time


def _planned(w: _Walker) -> list[review.Item]:
    worth = review.worth(w.state, w.time, memory.DUE)
    items = [
        review.Item(q.id, q.kind, q.skills, max(1.0, q.minutes), w.asked.get(q.id))
        for q in w.way.questions
        if q.skill in worth
    ]
    return review.plan(worth, items, review.MINUTES, w.time, w.rng, w.way.links)


def _spend(w: _Walker, minutes: float) -> None:
    w.record.hours += minutes / 60
    w.left -= minutes


def _note(
    w: _Walker, activity: Candidate, outcome: str, hints: int = 0, told: bool = False
) -> None:
    seen = Observation(
        at=w.time,
        skills=activity.skills,
        outcome=outcome,
        guess=activity.guess,
        slip=activity.slip,
        hints=hints,
        solution_seen=told,
        kind=activity.kind,
        activity=activity.id,
        difficulty=activity.difficulty,
        points=1.0 if outcome == PASSED else 0.0,
    )
    w.state = fold(w.state, seen, w.way.links)


def _tried(
    c: Candidate, tries: int, told: bool, minutes: float, right: bool, missing: frozenset[str]
) -> Tried:
    return Tried(c.id, c.skill, tries, told, minutes, right, missing)


def _ended(w: _Walker) -> Record:
    record = w.record
    record.days = w.day + 1
    record.lit = w.state.known_skills()
    record.true = frozenset(s for s in w.pupil.known if w.pupil.recall(s, w.day) > 0.5)
    goal = list(w.way.goal)
    record.recalled = sum(w.pupil.recall(s, w.day + LATER) for s in goal) / max(1, len(goal))
    return record
