"""Ours, as Ascent ships it: `learner.fitting` fits, `learner.hybrid` answers one by one."""

from __future__ import annotations

import time
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ascent.learner.fitting import from_table
from ascent.learner.tracing import folding, hybrid
from benchmarks.kt_table import Table

Rows = NDArray[np.bool_]


def answers(table: Table) -> from_table.Answers:
    """The table as the engine takes it."""
    at = table.at if table.has_times() else None
    skills = [table.combos[c] for c in table.combo.tolist()]
    return from_table.Answers(table.user, table.item, skills, table.right == 1, at)


class Ours:
    """The online hybrid model."""

    def __init__(self, table: Table) -> None:
        self._answers = answers(table)

    def fit(self, rows: Rows) -> None:
        """Shared parameters and difficulties from these rows."""
        self.fitted = from_table.fit(self._answers.take(rows))
        self.size = self.fitted.parameters.size

    def predict(self, rows: Rows) -> NDArray[np.float64]:
        """Each answer from those before it."""
        return from_table.predict(self.fitted, self._answers.take(rows))

    def stream(self, rows: Rows) -> tuple[NDArray[np.float64], float]:
        """The same answer by answer, as the product does it: chances, and CPU seconds."""
        part, items = self._answers.take(rows), self.fitted.items
        parameters, known = self.fitted.parameters, self.fitted.situations
        told: list[Any] = []
        for row, (item, skills) in enumerate(zip(part.item.tolist(), part.skills, strict=True)):
            at = None if part.at is None else float(part.at[row])
            told.append((str(item), tuple(map(str, skills)), items.of(item, skills), at))
        users, right = part.user.tolist(), part.right.tolist()
        chance, students = [], dict[int, hybrid.Student]()
        began = time.process_time()
        for user, (item, skills, difficulty, at), y in zip(users, told, right, strict=True):
            student = students.get(user)
            if student is None:
                student = students[user] = hybrid.Student()
            chance.append(hybrid.chance(parameters, student, item, skills, difficulty, at, known))
            hybrid.update(parameters, student, item, skills, difficulty, y, at)
        return np.array(chance), time.process_time() - began


def replay(table: Table) -> float:
    """CPU seconds to rebuild the whole state of every student from all their answers: ratings,
    mastery and memory, as Ascent does after its model has changed."""
    logs: dict[int, list[folding.Observation]] = {}
    for n, (user, item, combo, right) in enumerate(
        zip(*(c.tolist() for c in (table.user, table.item, table.combo, table.right)), strict=True)
    ):
        seen = folding.Observation(
            at=float(n), skills={str(s): 1.0 for s in table.combos[combo]},
            outcome=folding.PASSED if right else folding.WRONG, kind="question",
            guess=0.2, slip=0.1, activity=str(item), points=float(right),
        )  # fmt: skip
        logs.setdefault(user, []).append(seen)
    began = time.process_time()
    for log in logs.values():
        folding.replay(log)
    return time.process_time() - began
