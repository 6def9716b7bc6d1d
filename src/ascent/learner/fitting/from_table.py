"""Fit the online hybrid model to a table of answers.

`fit` learns the shared parameters, a difficulty per question and the situations; `predict` streams
other learners through the code that runs in the product, each from a cold start, and says the
chance of every answer before it is seen.

The fit reads the learners one after another, in an order drawn from the seed. Difficulties start at
the mean of their skills and move by the rating's error after each answer (Elo), and every number
that a weight multiplies is noted before its answer is taken in. A first regression on these numbers
says what to expect; what goes better or worse than that is counted per situation; the final weights
are fitted with situations as other learners' answers show them.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Self

import numpy as np
import numpy.typing as npt

from ascent.learner.fitting import counting
from ascent.learner.fitting.counting import Floats, Whole
from ascent.learner.tracing import hybrid, situations
from ascent.learner.tracing.situations import Situations

HOLD = 100.0  # how firmly the weights are held near those before the fit: see `logistic`
ROUGH = 0.25  # share of the answers whose difficulties are too rough for the first regression
PRIOR = 20  # answers at the mean that each skill's share of right ones starts from


@dataclass(frozen=True)
class Answers:
    """Answers of many learners, oldest first within a learner.

    `user`, `item`: one whole number per row; `skills`: the item's skills per row, maybe none;
    `right`: one bool per row; `at`: seconds per row, or None without time stamps.
    """

    user: npt.NDArray[np.int64]
    item: npt.NDArray[np.int64]
    skills: Sequence[tuple[int, ...]]
    right: npt.NDArray[np.bool_]
    at: Floats | None = None

    def __len__(self) -> int:
        return len(self.user)

    def take(self, rows: npt.NDArray[Any]) -> "Answers":
        """The rows chosen by a mask or by indices, in their order."""
        chosen = np.arange(len(self))[rows]
        at = None if self.at is None else self.at[chosen]
        skills = [self.skills[i] for i in chosen.tolist()]
        return Answers(self.user[chosen], self.item[chosen], skills, self.right[chosen], at)

    def told(self) -> "Iterator[tuple[int, int, tuple[int, ...], bool, float | None]]":
        """User, item, skills, right and time of each row, as plain values."""
        at = [None] * len(self) if self.at is None else self.at.tolist()
        user, item, right = self.user.tolist(), self.item.tolist(), self.right.tolist()
        return zip(user, item, self.skills, right, at, strict=True)


@dataclass(frozen=True)
class Items:
    """The difficulty of each question in logits, and where those never seen start."""

    difficulty: Mapping[int, float] = field(default_factory=dict)
    skill: Mapping[int, float] = field(default_factory=dict)
    mean: float = 0.0

    def of(self, item: int, skills: Sequence[int]) -> float:
        """The difficulty of a question; of an unseen one, the mean of its skills'."""
        known = self.difficulty.get(item)
        if known is not None:
            return known
        if not skills:
            return self.mean
        return sum(self.skill.get(s, self.mean) for s in skills) / len(skills)

    def to_json(self) -> dict[str, Any]:
        return {
            "difficulty": {str(k): v for k, v in self.difficulty.items()},
            "skill": {str(k): v for k, v in self.skill.items()},
            "mean": self.mean,
        }

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Self:
        difficulty = {int(k): float(v) for k, v in data["difficulty"].items()}
        return cls(difficulty, {int(k): float(v) for k, v in data["skill"].items()}, data["mean"])


@dataclass(frozen=True)
class Fitted:
    """Shared parameters, and what was counted of questions and skills: data, not parameters."""

    parameters: hybrid.Parameters
    items: Items
    situations: Situations

    def to_json(self) -> dict[str, Any]:
        return {
            "parameters": self.parameters.to_json(),
            "items": self.items.to_json(),
            "situations": self.situations.to_json(),
        }

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Self:
        return cls(
            hybrid.Parameters.from_json(data["parameters"]),
            Items.from_json(data["items"]),
            Situations.from_json(data["situations"]),
        )


def fit(answers: Answers, *, seed: int = 1, start: hybrid.Parameters = hybrid.ELO) -> Fitted:
    """Fit the model to all rows of `answers`. The same seed gives the same model.

    `start`: what the weights are held near. Raises ValueError without any answers.
    """
    if not len(answers):
        raise ValueError("There are no answers to fit the model to.")
    answers = answers.take(_shuffled(answers.user, seed))
    y = answers.right.astype(float)
    items, numbers, places, names = _read(answers, start)
    known = np.array([start.intercept, *start.weights])
    late = int(len(y) * ROUGH)
    first = counting.logistic(numbers[late:], y[late:], known, HOLD)
    logit = first[0] + numbers @ first[1:]
    everyone = np.ones(len(y), dtype=bool)
    counted = counting.surpluses(logit, y, places, everyone)
    others = counting.unseen(logit, y, places, answers.user, seed)
    full = np.column_stack([numbers, others])
    weights = counting.logistic(full, y, np.r_[known, start.usual], HOLD).tolist()
    columns = len(hybrid.COLUMNS) + 1
    parameters = replace(
        start,
        intercept=weights[0],
        weights=tuple(weights[1:columns]),
        usual=tuple(weights[columns:]),
    )
    tables = (
        dict(zip(keys, surplus.tolist(), strict=True))
        for keys, surplus in zip(names, counted, strict=True)
    )
    return Fitted(parameters, items, Situations(tuple(tables)))


def predict(fitted: Fitted, answers: Answers) -> Floats:
    """The chance of a right answer for each row, told before the row is seen."""
    told = np.empty(len(answers))
    parameters, items, known = fitted.parameters, fitted.items, fitted.situations
    students: dict[int, hybrid.Student] = {}
    names = _names(answers)
    for i, (user, item, skills, right, at) in enumerate(answers.told()):
        student = students.get(user)
        if student is None:
            student = students[user] = hybrid.Student()
        d, name = items.of(item, skills), str(item)
        asked = [names[s] for s in skills]
        told[i] = hybrid.chance(parameters, student, name, asked, d, at, known)
        hybrid.update(parameters, student, name, asked, d, right, at)
    return told


def _read(
    answers: Answers, start: hybrid.Parameters
) -> tuple[Items, Floats, list[Whole], list[dict[str, int]]]:
    """Difficulties, what the weights multiply, and per kind the place of each row's situation
    with the names of all places (the empty one first)."""
    begin = _skill_means(answers)
    difficulty: dict[int, float] = {}
    met: dict[int, int] = {}
    numbers = np.empty((len(answers), len(hybrid.COLUMNS)))
    places = np.empty((len(answers), len(situations.KINDS)), dtype=np.int64)
    found: list[dict[str, int]] = [{"": 0} for _ in situations.KINDS]
    students: dict[int, hybrid.Student] = {}
    names = _names(answers)
    for i, (user, item, skills, right, at) in enumerate(answers.told()):
        student = students.get(user)
        if student is None:
            student = students[user] = hybrid.Student()
        d = difficulty.get(item)
        if d is None:
            d = begin.of(item, skills)
        name, asked = str(item), [names[s] for s in skills]
        numbers[i] = hybrid.columns(student, name, asked, d, at)
        keys = situations.keys(student, name, asked, student.rows(asked), at)
        places[i] = [kind.setdefault(k, len(kind)) for kind, k in zip(found, keys, strict=True)]
        error = hybrid.update(start, student, name, asked, d, right, at)
        n = met.get(item, 0)
        met[item] = n + 1
        difficulty[item] = d - error * start.item_step / (1 + start.item_fade * n)
    return replace(begin, difficulty=difficulty), numbers, list(places.T.copy()), found


def _names(answers: Answers) -> dict[int, str]:
    return {s: str(s) for s in {s for skills in set(answers.skills) for s in skills}}


def _shuffled(user: npt.NDArray[np.int64], seed: int) -> npt.NDArray[np.int64]:
    """Row numbers, learner by learner in an order drawn from `seed`."""
    users, which = np.unique(user, return_inverse=True)
    place = np.empty(len(users), dtype=np.int64)
    place[np.random.default_rng(seed).permutation(len(users))] = np.arange(len(users))
    return np.argsort(place[which], kind="stable")


def _skill_means(answers: Answers) -> Items:
    """Where difficulties start: minus the logit of each skill's share of right answers."""
    mean = (float(answers.right.sum()) + 1) / (len(answers) + 2)
    right: dict[int, int] = {}
    all_: dict[int, int] = {}
    for skills, y in zip(answers.skills, answers.right.tolist(), strict=True):
        for s in skills:
            right[s] = right.get(s, 0) + y
            all_[s] = all_.get(s, 0) + 1
    shares = {s: (right[s] + PRIOR * mean) / (n + PRIOR) for s, n in all_.items()}
    logits = {s: -float(np.log(p / (1 - p))) for s, p in shares.items()}
    return Items({}, logits, -float(np.log(mean / (1 - mean))))
