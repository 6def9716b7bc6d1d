"""The rating model's shared numbers, fitted anew to the attempts of one's own pack. Pure.

The weights start at those that come with Ascent, every difficulty at the author's. A normal prior
holds them there, so that few answers move them little and many move them where they belong
(maximum a posteriori, by Newton's method).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from ascent.learner.fitting import counting
from ascent.learner.tracing import hybrid
from ascent.learner.tracing.folding import Walk
from ascent.learner.tracing.knowing import OURS, Model
from ascent.learner.tracing.observing import Observation
from ascent.learner.tracing.situations import KINDS, Situations
from ascent.learner.tracing.situations import keys as situation_keys

Floats = NDArray[np.float64]
WEIGHTS = 0.06  # deviation of the prior, in logits for one standard deviation of a column
DIFFICULTY = 0.8  # deviation of the prior of a difficulty around the author's, in logits
FARTHEST = 3.0  # logits by which a fitted difficulty may differ from the author's
SMALL = 0.05  # logits: situations that say less are left out
ROUNDS = 2
FOLDS = 5
STEPS = 20


@dataclass(frozen=True)
class Row:
    """One first answer: who (a number), which activity with which skills, the author's
    difficulty in [0, 1], the outcome, Unix seconds."""

    learner: int
    item: str
    skills: tuple[str, ...]
    given: float
    right: bool
    at: float


class _Noting(Walk):
    """Walks through a log as the running model does, and notes what it would rate."""

    def __init__(self) -> None:
        super().__init__()
        self.noted: list[Observation] = []

    def _update(self, seen: Observation) -> None:
        self.noted.append(seen)


def rated(seen: Iterable[Observation]) -> list[Observation]:
    """What the rating model takes in of one learner's log, oldest first: by the rules of
    `folding`, which leaves out help, further tries, and play after a pass."""
    walk = _Noting()
    for one in sorted(seen, key=Observation.order):
        walk.take(one)
    return walk.noted


def row(learner: int, one: Observation) -> Row:
    """A rated observation as the fit takes it."""
    skills = tuple(sorted(one.skills))
    return Row(learner, one.activity, skills, one.difficulty, one.passed, one.at)


def predict(rows: Sequence[Row], model: Model) -> Floats:
    """The chance of each answer from that learner's rows before it; every learner starts cold."""
    students: dict[int, hybrid.Student] = {}
    told = np.empty(len(rows))
    for n, one in enumerate(rows):
        student = students.setdefault(one.learner, hybrid.Student())
        asked = (model.parameters, student, one.item, one.skills)
        d = model.difficulty(one.item, one.given)
        told[n] = hybrid.chance(*asked, d, one.at, model.situations)
        hybrid.update(*asked, d, one.right, one.at)
    return told


def refit(rows: Sequence[Row], start: Model = OURS) -> Model:
    """The model with weights and difficulties moved towards what `rows` show, and with the
    situations that they show.

    `rows`: each learner's in order of time. The weights are fitted to difficulties and situations
    that come from other learners, for those fitted to the same answers would look surer than
    they are.
    """
    if not rows:
        return start
    fold, right, model = _folds(rows), _right(rows), start
    for _ in range(ROUNDS):
        walked = _walk(rows, model)
        table = np.empty_like(walked[0])
        for k in np.unique(fold):
            told = replace(model, difficulties=_difficulties(rows, walked, model, fold != k))
            part = [one for one, here in zip(rows, fold == k, strict=True) if here]
            table[fold == k] = _walk(part, told)[0]
        weights = _towards(table, right, _weights(start.parameters))
        model = replace(start, parameters=_with(start.parameters, weights))
    everybody = np.ones(len(rows), dtype=bool)
    difficulties = _difficulties(rows, _walk(rows, model), model, everybody)
    before = np.r_[weights, start.parameters.usual]
    weights, situations = _situations(rows, table, right, before, fold)
    return Model(_with(start.parameters, weights), difficulties, situations)


def _situations(
    rows: Sequence[Row], table: Floats, right: Floats, before: Floats, fold: NDArray[np.int64]
) -> tuple[Floats, Situations]:
    """All weights anew, held near those `before`; and how each situation went."""
    found: list[dict[str, int]] = [{"": 0} for _ in KINDS]
    places = np.empty((len(rows), len(KINDS)), dtype=np.int64)
    students: dict[int, hybrid.Student] = {}
    for n, one in enumerate(rows):
        student = students.setdefault(one.learner, hybrid.Student())
        met = student.rows(one.skills)
        named = situation_keys(student, one.item, one.skills, met, one.at)
        places[n] = [
            kind.setdefault(key, len(kind)) for kind, key in zip(found, named, strict=True)
        ]
        student.take(one.item, one.skills, one.right, one.at, [0.0] * len(met))
    logit, columns = table @ before[: table.shape[1]], list(places.T)
    others = np.zeros((len(rows), len(KINDS)))
    for k in np.unique(fold):
        here = fold == k
        seen = counting.surpluses(logit, right, columns, ~here)
        others[here] = np.column_stack([s[p[here]] for s, p in zip(seen, columns, strict=True)])
    full = _towards(np.column_stack([table, others]), right, before)
    counted = counting.surpluses(logit, right, columns, np.ones(len(rows), dtype=bool))
    tables = (
        {key: round(s, 3) for key, s in zip(kind, surplus.tolist(), strict=True) if abs(s) >= SMALL}
        for kind, surplus in zip(found, counted, strict=True)
    )
    return full, Situations(tuple(tables))


def _folds(rows: Sequence[Row]) -> NDArray[np.int64]:
    """A number for each row, the same for all of a learner's."""
    learners = {one: n for n, one in enumerate(sorted({one.learner for one in rows}))}
    return np.array([learners[one.learner] % FOLDS for one in rows], dtype=np.int64)


def _right(rows: Sequence[Row]) -> Floats:
    return np.array([one.right for one in rows], dtype=float)


def _walk(rows: Sequence[Row], model: Model) -> tuple[Floats, Floats]:
    """What the weights multiply (a one first), and how much a logit of difficulty adds."""
    students: dict[int, hybrid.Student] = {}
    parameters, weights = model.parameters, np.array(model.parameters.weights)
    table, harder = [], []
    for one in rows:
        student = students.setdefault(one.learner, hybrid.Student())
        d = model.difficulty(one.item, one.given)
        table.append([1.0, *hybrid.columns(student, one.item, one.skills, d, one.at)])
        harder.append([1.0, *hybrid.columns(student, one.item, one.skills, d + 1, one.at)])
        hybrid.update(parameters, student, one.item, one.skills, d, one.right, one.at)
    numbers = np.array(table).reshape(len(rows), len(weights) + 1)
    slope = (np.array(harder).reshape(numbers.shape) - numbers)[:, 1:] @ weights
    return numbers, slope


def _difficulties(
    rows: Sequence[Row], walked: tuple[Floats, Floats], model: Model, used: NDArray[np.bool_]
) -> dict[str, float]:
    """Each activity's difficulty after the `used` rows, held near its author's."""
    names = sorted({one.item for one in rows})
    place = {name: n for n, name in enumerate(names)}
    which = np.array([place[one.item] for one in rows])
    told, start = np.empty(len(names)), np.empty(len(names))
    told[which] = [hybrid.logit_of(one.given) for one in rows]
    start[which] = [model.difficulty(one.item, one.given) for one in rows]
    table, slope = walked
    rest = (table @ _weights(model.parameters) - slope * start[which])[used]
    which, slope, right = which[used], slope[used], _right(rows)[used]
    d, pull = told.copy(), 1 / DIFFICULTY**2
    for _ in range(STEPS):
        p = _chance(rest + slope * d[which])
        up = np.bincount(which, slope * (right - p), len(names)) - pull * (d - told)
        bend = np.bincount(which, slope**2 * p * (1 - p), len(names)) + pull
        d = np.clip(d + np.clip(up / bend, -1, 1), told - FARTHEST, told + FARTHEST)
    return {**model.difficulties, **dict(zip(names, d.tolist(), strict=True))}


def _towards(table: Floats, right: Floats, start: Floats) -> Floats:
    """Weights of a logistic regression, held near `start` by a normal prior for each column of
    `WEIGHTS` over its standard deviation; the intercept by the same for a deviation of one."""
    spread = table.std(axis=0)
    spread[0] = 1.0
    pull = np.where(spread > 1e-9, (spread / WEIGHTS) ** 2, 1e9)  # what never varies stays
    w = start.copy()
    for _ in range(STEPS):
        p = _chance(table @ w)
        up = table.T @ (right - p) - pull * (w - start)
        bend = (table * (p * (1 - p))[:, None]).T @ table + np.diag(pull)
        step = np.linalg.solve(bend, up)
        w = w + step / max(1.0, float(np.abs(step * spread).max()))
        if float(np.abs(step * spread).max()) < 1e-6:
            break
    return w


def _weights(parameters: hybrid.Parameters) -> Floats:
    return np.array([parameters.intercept, *parameters.weights])


def _with(parameters: hybrid.Parameters, weights: Floats) -> hybrid.Parameters:
    """These weights in place of others: the intercept, the columns', the situations' if given."""
    first = len(parameters.weights) + 1
    usual = weights[first:].tolist() or parameters.usual
    return replace(
        parameters,
        intercept=float(weights[0]),
        weights=tuple(weights[1:first].tolist()),
        usual=tuple(usual),
    )


def _chance(logit: Floats) -> Floats:
    """The logistic function."""
    chance: Floats = 0.5 * (1 + np.tanh(logit / 2))
    return chance
