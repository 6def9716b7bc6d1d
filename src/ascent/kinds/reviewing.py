"""Today's review for one person: what fades, what there is to ask, ten minutes at most.

`coach.review` decides and is pure; this module gathers what it needs from the log and the pack.
"""

from __future__ import annotations

import heapq
import random
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache

from ascent import clock
from ascent.accounts.models import Person
from ascent.coach import review
from ascent.coach.review import Item, Return
from ascent.curriculum import Pack
from ascent.curriculum.activity import Activity
from ascent.learner import names
from ascent.learner.models import Evidence, Visit
from ascent.learner.tracing import links
from ascent.learner.tracing.folding import LearnerState

A_DAY = int(review.MINUTES)  # minutes
KINDS = ("question", "exercise")  # what reviews are made of
COMPARED = 100  # fading skills that a plan chooses among; ten minutes hold about ten of them
SECOND_TIME = 0.5  # share of an exercise's minutes that it is taken to need when done again
BACK = timedelta(days=365)  # how long it is remembered when something was asked last
LATELY = timedelta(days=review.REST + 1)  # and what has to be known of it


@dataclass(frozen=True)
class Today:
    """`items`: what is still to be asked today, in order; `minutes`, `answered`: what was done.

    `fading`: the skills that are due at all, the weakest first.
    """

    items: tuple[Item, ...]
    minutes: float
    answered: int
    fading: tuple[str, ...]

    @property
    def skills(self) -> list[str]:
        """The skills that are still asked for today, the most useful first."""
        return [item.main for item in self.items]


def due(pack: Pack, learner: LearnerState) -> list[str]:
    """Fading skills that have a question or a short exercise, the weakest first."""
    asked = _asking(pack)
    return [s for s in learner.due(clock.now().timestamp()) if s in asked]


def today(
    person: Person,
    pack: Pack,
    learner: LearnerState,
    done: Collection[str],
    wanted: Collection[str] = (),
    leave_out: str = "",
    memory: timedelta = BACK,
) -> Today:
    """What today's review asks for, and what it has asked already.

    `done`: activities that were done before; only those exercises come again. `wanted`: skills
    on the way to the goal. `leave_out`: an activity that is not to be asked now. `memory`: how
    far back the log is read for what rested longest.
    """
    now = clock.now().timestamp()
    fading = due(pack, learner)
    rows = _answers(person, memory)
    minutes, answered = _spent(person, pack, rows)
    renamed = names.renamed()  # asked for once: there may be a thousand rows
    last = {renamed.get(a, a): at.timestamp() for a, _, at, _ in reversed(rows)}
    worth = review.worth(learner, now, learner.wish, wanted)
    items = [
        Item(a.id, a.kind, a.skills, takes(a), last.get(a.id))
        for skill in heapq.nlargest(COMPARED, fading, key=lambda skill: worth.get(skill, 0.0))
        for a in _asking(pack)[skill]
        if a.id != leave_out and (a.kind == "question" or a.id in done)
    ]
    left = max(0.0, review.MINUTES - minutes)
    # One draw for a person and a day: the number of skills must not change while nothing does.
    rng = random.Random(f"{person.pk} {clock.today()}")  # noqa: S311 - variety, not a secret
    row = _in_a_row(rows)
    plan = review.plan(worth, items, left, now, rng, links.current(), row)
    return Today(tuple(plan), minutes, answered, tuple(fading))


def back(person: Person, found: Today) -> Return | None:
    """What to say to somebody who comes back after some days; None when there is nothing."""
    newest = Evidence.objects.filter(learner=person).order_by("-at").first()
    last = clock.local(newest.at).date().toordinal() if newest else None
    now = clock.today().toordinal()
    return review.welcome_back(last, now, len(found.fading), len(found.items))


def takes(activity: Activity) -> float:
    """Minutes that an activity takes in a review."""
    return activity.minutes * (1.0 if activity.kind == "question" else SECOND_TIME)


def waiting(person: Person, pack: Pack, learner: LearnerState, done: Collection[str]) -> list[str]:
    """The skills that today's review still asks for; empty when nothing fades or it is over."""
    if not due(pack, learner):
        return []
    return today(person, pack, learner, done, memory=LATELY).skills


def was_repeated(person: Person, activity: Activity) -> bool:
    """Whether an activity had been done before today: to do it today was a review."""
    rows = Visit.objects.filter(learner=person, activity=activity.id, done__lt=_midnight())
    return activity.kind in KINDS and rows.exists()


def practice(pack: Pack, learner: LearnerState, person: Person) -> Activity | None:
    """A question beyond what is due, on a skill that was begun, asked least recently."""
    begun = sorted(s for s, state in learner.skills.items() if state.seen)
    asked = recent(person)
    return pick(pack, random.sample(begun, len(begun)), asked)


def recent(person: Person) -> list[str]:
    """The questions that were asked last, the newest first."""
    rows = Evidence.objects.filter(learner=person, kind="question").order_by("-id")
    return [names.present(a) for a in rows.values_list("activity", flat=True)[:60]]


def pick(pack: Pack, skills: Sequence[str], asked: Sequence[str]) -> Activity | None:
    """A question for the first of `skills` that has one, asked least recently."""
    age = {activity: place for place, activity in reversed(list(enumerate(asked)))}
    for skill in skills:
        choices = [a for a in _asking(pack).get(skill, ()) if a.kind == "question"]
        if choices:
            rested = max(age.get(q.id, len(asked)) for q in choices)
            oldest = [q for q in choices if age.get(q.id, len(asked)) == rested]
            return random.choice(oldest)  # noqa: S311 - variety, not a secret
    return None


@lru_cache(maxsize=4)
def _asking(pack: Pack) -> Mapping[str, tuple[Activity, ...]]:
    """What may ask for a skill in a review: its questions, and its short exercises."""
    found: dict[str, list[Activity]] = {}
    for kind in KINDS:
        for activity in pack.of_kind(kind):
            if takes(activity) <= review.SHORT:
                found.setdefault(activity.main_skill, []).append(activity)
    return {skill: tuple(activities) for skill, activities in found.items()}


# ---- what the log says --------------------------------------------------------------------

Row = tuple[str, str, datetime, str]  # activity, kind, when, outcome


def _answers(person: Person, memory: timedelta) -> list[Row]:
    """Questions and passed exercises, the newest first."""
    rows = Evidence.objects.filter(learner=person, kind__in=KINDS, at__gte=clock.now() - memory)
    found = rows.order_by("-at").values_list("activity", "kind", "at", "outcome")
    return [row for row in found if row[1] == "question" or row[3] == "passed"]


def _spent(person: Person, pack: Pack, rows: Iterable[Row]) -> tuple[float, int]:
    """Minutes that today's review has taken, by what its activities take, and its answers."""
    midnight = _midnight()
    of_today = [row for row in rows if midnight <= row[2] < midnight + timedelta(days=1)]
    questions = sum(kind == "question" for _, kind, _, _ in of_today)
    tasks = {activity for activity, kind, _, _ in of_today if kind != "question"}
    again = Visit.objects.filter(learner=person, activity__in=tasks, done__lt=midnight)
    repeated = [names.present(a) for a in again.values_list("activity", flat=True)] if tasks else []
    minutes = sum(takes(pack.activities[a]) for a in repeated if a in pack.activities)
    return questions + minutes, questions + len(repeated)


def _in_a_row(rows: Sequence[Row]) -> int:
    """Questions asked since the last exercise, today."""
    count = 0
    for _, kind, at, _ in rows:
        if kind != "question" or clock.local(at).date() != clock.today():
            break
        count += 1
    return count


def _midnight() -> datetime:
    return datetime.combine(clock.today(), datetime.min.time(), clock.ZONE)
