"""The online hybrid model: how probable is a right answer to the next question?

Two ideas under one logistic layer. A rating as in chess (Elo, 1978; for learners Pelánek, 2016)
moves a learner's general ability and the ability in each skill after every answer, towards
what the answer showed. Counters and running averages say the rest: how many answers were right,
how recent they are, whether this very question was met before. One weighted sum of both, put
through the logistic function, is the chance (logistic knowledge tracing in the line of Pavlik,
Cen and Koedinger, 2009, and Gervet and others, 2020).

Everything is read from answers given before the one that is predicted. Pure: no clock, no
database. A learner's state holds the skills and questions they met, and nothing else.
"""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from math import exp, log, log1p
from typing import Any, Self

HOUR = 3600.0

COLUMNS = (
    "ability",
    "skill ability",
    "difficulty",
    "right so far",
    "wrong so far",
    "right on the skill",
    "wrong on the skill",
    "right on this question",
    "wrong on this question",
    "lately on the skill",
    "longer on the skill",
    "lately",
    "longer",
    "last on the skill",
    "answers since the skill",
    "new skill",
    "first answer",
    "hours since the skill",
    "streak",
    "difficulty after a good run",
)


@dataclass(frozen=True)
class Parameters:
    """The numbers that all learners, skills and questions share.

    `weights` belong to `COLUMNS`, in their order. A rating moves by `error * step / (1 + fade * n)`
    where n counts the answers before.
    """

    weights: tuple[float, ...]
    intercept: float
    step: float = 0.35
    fade: float = 0.03
    skill_step: float = 0.9
    skill_fade: float = 0.25

    @property
    def size(self) -> int:
        return len(self.weights) + 5

    def to_json(self) -> dict[str, Any]:
        return {**asdict(self), "weights": list(self.weights)}

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Self:
        return cls(**{**data, "weights": tuple(data["weights"])})


DEFAULT = Parameters(
    weights=(
        *(0.71, 0.38, -0.86, 0.05, -0.08, -0.1, 0.11, 0.08, 0.05, 0.27),
        *(0.29, -0.01, 0.17, 0.09, -0.06, -0.51, -0.1, -0.11, 0.02, -0.26),
    ),
    intercept=0.11,
)
"""Before anything was fitted: weights measured on three public tables of answers (school and
college mathematics and statics), rounded. The tables are not part of Ascent."""


def logit_of(difficulty: float) -> float:
    """An author's difficulty, 0 (anyone) to 1 (hard), as a difficulty in logits.

    The line puts 0 and 1 at about the 5th and the 95th percentile of the difficulties fitted on
    the tables that `DEFAULT` comes from.
    """
    return -2.3 + 2.7 * difficulty


SkillRow = tuple[int, int, float, float, float, float, int, float]
"""answers, right, rating, short average, long average, last (1, -1), index of it, time of it."""

_NEW: SkillRow = (0, 0, 0.0, 0.0, 0.0, 0.0, 0, -1.0)


class Student:
    """What the model remembers of one learner: a few totals, one row per skill and question met."""

    __slots__ = ("ability", "items", "lately", "longer", "right", "skills", "streak", "total")

    def __init__(self) -> None:
        self.total = 0
        self.right = 0
        self.ability = 0.0
        self.lately = 0.0
        self.longer = 0.0
        self.streak = 0
        self.skills: dict[str, SkillRow] = {}
        self.items: dict[str, tuple[int, int]] = {}

    def copy(self) -> "Student":
        """An independent copy. Rows are never changed in place, so they are shared."""
        other = Student()
        other.total, other.right, other.ability = self.total, self.right, self.ability
        other.lately, other.longer, other.streak = self.lately, self.longer, self.streak
        other.skills, other.items = dict(self.skills), dict(self.items)
        return other

    def to_json(self) -> dict[str, Any]:
        plain = {name: getattr(self, name) for name in self.__slots__}
        plain["skills"] = {skill: list(row) for skill, row in self.skills.items()}
        plain["items"] = {item: list(row) for item, row in self.items.items()}
        return plain

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> "Student":
        student = cls()
        for name in ("total", "right", "ability", "lately", "longer", "streak"):
            setattr(student, name, data[name])
        student.skills = {skill: tuple(row) for skill, row in data["skills"].items()}
        student.items = {item: tuple(row) for item, row in data["items"].items()}
        return student


def sigmoid(x: float) -> float:
    """The logistic function, safe for every x."""
    return 1 / (1 + exp(-x)) if x >= 0 else 1 - 1 / (1 + exp(x))


def columns(
    student: Student, item: str, skills: Sequence[str], difficulty: float, at: float | None
) -> list[float]:
    """The numbers that the weights multiply, in the order of `COLUMNS`; answers before only."""
    rows = [student.skills.get(skill, _NEW) for skill in skills]
    share = 1 / len(rows) if rows else 0.0
    total = student.total
    tried = won = 0
    rating = short = long = last = since = 0.0
    when = -1.0
    for row in rows:
        tried += row[0]
        won += row[1]
        rating += row[2]
        short += row[3]
        long += row[4]
        last += row[5]
        if row[0]:
            since += log1p(total - row[6] + 1)
            when = max(when, row[7])
    hours = log(2 + (at - when) // HOUR) if at is not None and when >= 0 else 0.0
    met = student.items.get(item, (0, 0))
    return [
        student.ability,
        rating * share,
        difficulty,
        log1p(student.right),
        log1p(total - student.right),
        log1p(won),
        log1p(tried - won),
        log1p(met[0]),
        log1p(met[1]),
        short * share,
        long * share,
        student.lately,
        student.longer,
        last * share,
        since * share,
        0.0 if tried else 1.0,
        0.0 if total else 1.0,
        hours,
        float(student.streak),
        difficulty * student.lately,
    ]


def chance(
    parameters: Parameters,
    student: Student,
    item: str,
    skills: Sequence[str],
    difficulty: float,
    at: float | None = None,
) -> float:
    """The probability in (0, 1) that the next answer is right."""
    numbers = columns(student, item, skills, difficulty, at)
    return sigmoid(
        parameters.intercept + sum(w * x for w, x in zip(parameters.weights, numbers, strict=True))
    )


def terms(
    parameters: Parameters,
    student: Student,
    item: str,
    skills: Sequence[str],
    difficulty: float,
    at: float | None = None,
) -> list[tuple[str, float]]:
    """What each column adds to the logit of the chance, by the column's name."""
    numbers = columns(student, item, skills, difficulty, at)
    products = [w * x for w, x in zip(parameters.weights, numbers, strict=True)]
    return list(zip(COLUMNS, products, strict=True))


def update(
    parameters: Parameters,
    student: Student,
    item: str,
    skills: Sequence[str],
    difficulty: float,
    right: bool,
    at: float | None = None,
) -> float:
    """Take in one answer. Returns the rating's error: what came minus what it expected."""
    rows = [student.skills.get(skill, _NEW) for skill in skills]
    rating = sum(row[2] for row in rows) / len(rows) if rows else 0.0
    error = right - sigmoid(student.ability + rating - difficulty)
    v = 1 if right else -1
    student.ability += error * parameters.step / (1 + parameters.fade * student.total)
    student.total += 1
    student.right += right
    student.lately += 0.2 * (v - student.lately)
    student.longer += 0.05 * (v - student.longer)
    student.streak = max(-8, min(8, student.streak + v)) if student.streak * v > 0 else v
    for skill, row in zip(skills, rows, strict=True):
        n, won, theta, short, long, _, _, when = row
        student.skills[skill] = (
            n + 1,
            won + right,
            theta + error * parameters.skill_step / (1 + parameters.skill_fade * n),
            short + 0.3 * (v - short),
            long + 0.1 * (v - long),
            v,
            student.total,
            when if at is None else at,
        )
    met = student.items.get(item, (0, 0))
    student.items[item] = (met[0] + right, met[1] + (not right))
    return error
