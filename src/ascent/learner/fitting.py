"""Fit the online hybrid model to a table of answers.

`fit` learns the shared parameters and a difficulty per question; `predict` streams other
learners through the code that runs in the product, each from a cold start, and says the chance
of every answer before it is seen.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Self

import numpy as np
import numpy.typing as npt

from ascent.learner import hybrid

Floats = npt.NDArray[np.float64]


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


@dataclass(frozen=True)
class Items:
    """What was counted for each question and each skill of the answers that were fitted."""

    difficulty: Mapping[int, float] = field(default_factory=dict)
    skill: Mapping[int, float] = field(default_factory=dict)
    mean: float = 0.0

    def of(self, item: int, skills: Sequence[int]) -> float:
        """The difficulty of a question in logits; of an unseen one, the mean of its skills'."""
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
    """Shared parameters, and what is known of each question and skill (data, not parameters)."""

    parameters: hybrid.Parameters
    items: Items

    def to_json(self) -> dict[str, Any]:
        return {"parameters": self.parameters.to_json(), "items": self.items.to_json()}

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Self:
        parameters = hybrid.Parameters.from_json(data["parameters"])
        return cls(parameters, Items.from_json(data["items"]))


def fit(answers: Answers, *, seed: int = 1) -> Fitted:
    """Fit the model to all rows of `answers`."""
    start = _skill_means(answers)
    difficulty: dict[int, float] = {}
    times: dict[int, int] = {}
    parameters = hybrid.Parameters((0.0,) * len(hybrid.COLUMNS), 0.0)
    rows: list[list[float]] = []
    order = _shuffled(answers, seed)
    students: dict[int, hybrid.Student] = {}
    names = _names(answers)
    right = answers.right.tolist()
    at = None if answers.at is None else answers.at.tolist()
    for i, user, item in zip(
        order, answers.user[order].tolist(), answers.item[order].tolist(), strict=True
    ):
        student = students.setdefault(user, hybrid.Student())
        skills = answers.skills[i]
        d = difficulty[item] if item in difficulty else start.of(item, skills)
        told = [names[s] for s in skills]
        when = None if at is None else at[i]
        rows.append(hybrid.columns(student, str(item), told, d, when))
        error = hybrid.update(parameters, student, str(item), told, d, right[i], when)
        n = times.get(item, 0)
        times[item] = n + 1
        difficulty[item] = d - error * 1.2 / (1 + 0.35 * n)
    x = np.array(rows[len(rows) // 4 :])
    y = answers.right[order][len(rows) // 4 :].astype(float)
    weights = logistic(x, y, 1.0)
    fitted = hybrid.Parameters(tuple(weights[1:].tolist()), float(weights[0]))
    return Fitted(fitted, Items(difficulty, start.skill, start.mean))


def predict(fitted: Fitted, answers: Answers) -> Floats:
    """The chance of a right answer for each row, told before the row is seen."""
    told = np.empty(len(answers))
    parameters, items = fitted.parameters, fitted.items
    students: dict[int, hybrid.Student] = {}
    names = _names(answers)
    right = answers.right.tolist()
    at = None if answers.at is None else answers.at.tolist()
    for i, (user, item) in enumerate(
        zip(answers.user.tolist(), answers.item.tolist(), strict=True)
    ):
        student = students.get(user)
        if student is None:
            student = students[user] = hybrid.Student()
        d = items.of(item, answers.skills[i])
        skills = [names[s] for s in answers.skills[i]]
        when = None if at is None else at[i]
        told[i] = hybrid.chance(parameters, student, str(item), skills, d, when)
        hybrid.update(parameters, student, str(item), skills, d, right[i], when)
    return told


def logistic(x: Floats, y: Floats, strength: float) -> Floats:
    """Weights of a logistic regression, the intercept first, by Newton's method.

    The penalty is half the sum of the squared weights of the columns divided by their standard
    deviation, over `strength`; the intercept is free.
    """
    scale = x.std(axis=0)
    scale[scale == 0] = 1.0
    full = np.column_stack([np.ones(len(x)), x / scale])
    ridge = np.full(full.shape[1], 1 / strength)
    ridge[0] = 0.0
    w = np.zeros(full.shape[1])
    for _ in range(30):
        p = 1 / (1 + np.exp(-np.clip(full @ w, -30, 30)))
        slope = full.T @ (y - p) - ridge * w
        bend = (full * (p * (1 - p))[:, None]).T @ full + np.diag(ridge + 1e-9)
        step = np.linalg.solve(bend, slope)
        w += step
        if np.abs(step).max() < 1e-6:
            break
    w[1:] /= scale
    return w


def _names(answers: Answers) -> dict[int, str]:
    return {s: str(s) for skills in answers.skills for s in skills}


def _shuffled(answers: Answers, seed: int) -> list[int]:
    """Row numbers, learner by learner in an order drawn from `seed`."""
    users = np.unique(answers.user)
    place = np.empty(len(users), dtype=np.int64)
    place[np.random.default_rng(seed).permutation(len(users))] = np.arange(len(users))
    order: list[int] = np.argsort(
        place[np.searchsorted(users, answers.user)], kind="stable"
    ).tolist()
    return order


def _skill_means(answers: Answers) -> Items:
    """Where difficulties start: minus the logit of each skill's share of right answers."""
    mean = (float(answers.right.sum()) + 1) / (len(answers) + 2)
    right: dict[int, int] = {}
    all_: dict[int, int] = {}
    for skills, y in zip(answers.skills, answers.right.tolist(), strict=True):
        for s in skills:
            right[s] = right.get(s, 0) + y
            all_[s] = all_.get(s, 0) + 1
    shares = {s: (right[s] + 20 * mean) / (n + 20) for s, n in all_.items()}
    logits = {s: -float(np.log(p / (1 - p))) for s, p in shares.items()}
    return Items({}, logits, -float(np.log(mean / (1 - mean))))
