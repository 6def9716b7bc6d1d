"""A small study that a learner may join: what is kept, which questions, what comes when. Pure.

One design: a test before (form A or B, by lot), the loop as usual, and thirty days after the
project's end a task that was never seen, without help and within a time, then the other form.
Both forms ask one question about each goal skill; everybody in a study gets the same two forms.
`docs/teacher/study.md` says what that can show, and what it cannot.
"""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Sequence
from datetime import date, datetime, timedelta
from itertools import pairwise
from random import Random
from typing import Annotated, Literal, NamedTuple

from pydantic import BaseModel, ConfigDict, Field

FORMAT: Literal[1] = 1
AFTER_DAYS = 30  # from the project's end to the transfer task
MOST_SKILLS = 12  # questions of a form
LEAST_SKILLS = 4
LEAST_DIFFICULTY = 0.3  # of a transfer task: below, it would tell little
LEAST_MINUTES = 20
TIMES = 2  # of the minutes that the author gives a task
LETTERS = "23456789abcdefghjkmnpqrstuvwxyz"  # no sign that can be read as another
CODE_LENGTH = 8

Form = Literal["a", "b"]
Id = Annotated[str, Field(max_length=100)]
Study = Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9-]{0,39}$")]
Step = Literal["pre-test", "loop", "wait", "transfer", "post-test", "done"]


class _Kept(BaseModel):
    model_config = ConfigDict(extra="forbid", str_max_length=200)


class Answer(_Kept):
    """One answer: never what was written, only whether it was right (None: did not know).

    `met`: whether the question had been asked by Ascent before, in a review or a placement.
    """

    question: Id
    skill: Id
    right: bool | None
    met: bool
    seconds: int = Field(ge=0, le=3600)


class Test(_Kept):
    """One form as it is answered: its questions in their order, and the answers so far."""

    form: Form
    questions: list[Id] = Field(max_length=MOST_SKILLS)
    answers: list[Answer] = Field(default_factory=list, max_length=MOST_SKILLS)
    finished: datetime | None = None

    @property
    def next_question(self) -> str | None:
        done = len(self.answers)
        return self.questions[done] if done < len(self.questions) else None


class Transfer(_Kept):
    """The task that was never seen: begun once, handed in once."""

    task: Id
    skill: Id
    began: datetime
    minutes: int = Field(ge=1, le=600, description="allowed")
    handed_in: datetime | None = None
    passed: bool = False
    points: float = Field(default=0.0, ge=0, le=1)
    hints: int = Field(default=0, ge=0, le=100)
    solution_seen: bool = False
    checked_before: int = Field(default=0, ge=0, le=100_000)

    @property
    def used(self) -> float:
        """Minutes from the beginning until it was handed in; 0 before."""
        return (self.handed_in - self.began).total_seconds() / 60 if self.handed_in else 0.0

    @property
    def in_time(self) -> bool:
        return self.handed_in is not None and self.used <= self.minutes

    @property
    def unaided(self) -> bool:
        """No hint, no solution, no verdict of a check before it was handed in."""
        return not (self.hints or self.solution_seen or self.checked_before)


class Record(_Kept):
    """All that the kit keeps of one participant, in `ASCENT_HOME/study/`."""

    format: Literal[1] = FORMAT
    consent: str
    study: Study
    participant: Annotated[str, Field(pattern=f"^[{LETTERS}]{{{CODE_LENGTH}}}$")]
    joined: datetime
    interest: Id
    engine: str
    pack: str
    evidence_before: int = Field(ge=0)
    known_before: int = Field(ge=0)
    pre_test: Test
    post_test: Test
    transfer: Transfer | None = None
    no_task: bool = False  # nothing unseen was left when the transfer task was due


class Standing(NamedTuple):
    """Which step of the study comes next, and from which day on (None: now)."""

    step: Step
    when: date | None = None


class TooSmall(ValueError):
    """The pack has too few questions about the goal; the message says how many."""


class Question(NamedTuple):
    """A question that a form may ask."""

    id: str
    skill: str
    difficulty: float


def new_code() -> str:
    """A participant's code: random, and made from nothing that is the participant's."""
    return "".join(secrets.choice(LETTERS) for _ in range(CODE_LENGTH))


def seed(study: str, interest: str, pack: str) -> int:
    """The same for everybody in a study: it decides forms and tasks."""
    text = "\0".join((study, interest, pack))
    return int.from_bytes(hashlib.sha256(text.encode()).digest()[:8], "big")


def forms(
    goals: Sequence[str], questions: Sequence[Question], seed: int
) -> tuple[list[str], list[str]]:
    """Forms A and B: for each goal skill, two questions as alike in difficulty as there are.

    Raises:
        TooSmall: fewer than `LEAST_SKILLS` goal skills have two questions.
    """
    rng = Random(seed)  # noqa: S311 - the same for everybody, not a secret
    pairs = []
    for skill in dict.fromkeys(goals):
        own = sorted(q for q in questions if q.skill == skill)
        rng.shuffle(own)
        own.sort(key=lambda q: q.difficulty)
        near = sorted(pairwise(own), key=_unlike)
        pairs += near[:1]
    if len(pairs) < LEAST_SKILLS:
        raise TooSmall(
            f"Only {len(pairs)} skills of this goal have two questions; a study needs "
            f"{LEAST_SKILLS} or more."
        )
    rng.shuffle(pairs)
    a: list[str] = []
    b: list[str] = []
    for number, (lower, higher) in enumerate(pairs[:MOST_SKILLS]):
        # The harder one goes to either form in turn, so that neither form is the harder one.
        (a if number % 2 else b).append(lower.id)
        (b if number % 2 else a).append(higher.id)
    return a, b


def _unlike(pair: tuple[Question, Question]) -> float:
    return pair[1].difficulty - pair[0].difficulty


class Task(NamedTuple):
    """An exercise that may be the transfer task."""

    id: str
    skill: str
    difficulty: float
    minutes: int


def choose_task(
    goals: Sequence[str], tasks: Sequence[Task], seen: frozenset[str], seed: int
) -> Task | None:
    """The first task in the study's own order that this participant has not seen.

    Those about a goal skill come before those about what lies on the way to it. None when
    nothing is left that is hard enough and unseen.
    """
    order = sorted(t for t in tasks if t.difficulty >= LEAST_DIFFICULTY)
    Random(seed).shuffle(order)  # noqa: S311 - the same for everybody, not a secret
    order.sort(key=lambda t: t.skill not in goals)
    return next((task for task in order if task.id not in seen), None)


def minutes_for(task: Task) -> int:
    """Minutes allowed for a transfer task."""
    return max(LEAST_MINUTES, TIMES * task.minutes)


def standing(record: Record, project_ended: date | None, today: date) -> Standing:
    """What comes next. `project_ended`: when the project of the loop was finished or ended."""
    if record.pre_test.finished is None:
        return Standing("pre-test")
    if record.transfer is not None and record.transfer.handed_in is None:
        return Standing("transfer")
    if record.transfer is not None or record.no_task:
        return Standing("post-test" if record.post_test.finished is None else "done")
    if project_ended is None:
        return Standing("loop")
    due = project_ended + timedelta(days=AFTER_DAYS)
    return Standing("transfer") if today >= due else Standing("wait", due)


def answered(test: Test, answer: Answer, now: datetime) -> Test:
    """The test after one more answer; finished with the last."""
    answers = [*test.answers, answer]
    over = len(answers) >= len(test.questions)
    return test.model_copy(update={"answers": answers, "finished": now if over else None})


def first_form(participant: str) -> Form:
    """By lot: which form comes first. The code is random, so its sum is as good as a coin."""
    return "a" if sum(map(ord, participant)) % 2 else "b"
