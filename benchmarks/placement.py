"""Placement: how much of a map of 300 skills is known rightly after how many questions.

Learners are simulated, and nothing here has been shown on people yet. What they know follows
the same kind of structure as the tester believes in, with a difficulty of each skill that it
does not know; in the rows called `wrong` it is also mistaken about slips, guesses and slopes.
"""

from __future__ import annotations

import argparse
import os
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass

import numpy as np

from ascent.coach import particles, placement
from ascent.coach.particles import Belief
from ascent.coach.placement import Asked, Item
from ascent.coach.structure import Reals
from benchmarks.harness import Figure, report
from benchmarks.placement_time import latency
from benchmarks.placement_world import (
    SKILLS,
    UNKNOWN,
    Curve,
    Truth,
    World,
    believed_structure,
    items,
    learner,
    made_map,
)

SIMULATED = "simulated, not yet shown on people"
QUESTIONS = 70
SHOWN = (0, 10, 20, 30, 40, 60)
PLAIN = World()
CODE = World(slip=0.05, guess=0.05)
CHOICE = World(guess=0.25)
OTHER = World(slip=0.15, guess=0.2, slope=1.8, area_sd=0.9)


@dataclass(frozen=True)
class Row:
    """One line of the table: what is true, what the tester believes, how it chooses."""

    name: str
    true: World = PLAIN
    believed: World = PLAIN
    choose: str = "variance"


ROWS = (
    Row("ours"),
    Row("information-gain", choose="entropy"),
    Row("half-split", choose="half"),
    Row("random-question", choose="random"),
    Row("code-answers", CODE, CODE),
    Row("multiple-choice", CHOICE, CHOICE),
    Row("other.right-tester", OTHER, OTHER),
    Row("other.wrong-tester", OTHER),
    Row("other.wrong-half-split", OTHER, choose="half"),
    Row("as-met", choose="as-met"),
    Row("as-met.code-answers", CODE, CODE, choose="as-met"),
)


# ---- the tester ---------------------------------------------------------------------------


def entropy(p: Reals) -> Reals:
    p = np.clip(p, np.float32(1e-6), np.float32(1 - 1e-6))
    summed: Reals = -(p * np.log(p) + (1 - p) * np.log1p(-p)).sum(axis=1)
    return summed


def chosen(
    row: Row, start: Belief, belief: Belief, asked: list[Asked], rng: np.random.Generator
) -> Item | None:
    """The next question by the rule of a row."""
    every = items(row.believed)
    if row.choose == "as-met":
        return placement.next_item(start, belief, every, asked).item
    possible = placement.open_items(every, asked)
    if row.choose == "random":
        return possible[int(rng.integers(len(possible)))]
    if row.choose == "half":
        place = belief.structure.place
        return min(possible, key=lambda item: abs(belief.p[place[item.skill]] - 0.5))
    measure = entropy if row.choose == "entropy" else placement.variance
    return possible[int(np.argmax(placement.gain(belief, possible, measure=measure)))]


@dataclass(frozen=True)
class Placed:
    """Share of skills known rightly after 0, 1, 2 … questions; how many were asked; log-loss of
    the probabilities at the end."""

    right: list[float]
    asked: int
    loss: float


def placed(row: Row, seed: int, number: int, questions: int) -> Placed:
    """One learner's placement. Everything random follows from `seed` and `number`."""
    field = made_map()
    hidden = np.random.default_rng(1000 + seed).normal(0, UNKNOWN, SKILLS)
    rng = np.random.default_rng([seed, number])
    truth = learner(row.true, field, field.difficulty + hidden, rng)
    structure = believed_structure(row.believed)
    start = belief = Belief.start(structure, seed * 100 + number)
    truth = truth[[int(name) for name in structure.names]]
    asked: list[Asked] = []
    right = [_right(belief, truth)]
    for _ in range(questions):
        item = chosen(row, start, belief, asked, rng)
        if item is None:
            break
        knows = truth[structure.place[item.skill]]
        answered = rng.random() < (1 - row.true.slip if knows else row.true.guess)
        asked.append(Asked(item, bool(answered)))
        belief = belief.after(placement.seen(structure, asked[-1]))
        right.append(_right(belief, truth))
    right += [right[-1]] * (questions + 1 - len(right))
    p = np.clip(belief.p, 0.001, 0.999)
    loss = float(-np.log(np.where(truth, p, 1 - p)).mean())
    return Placed(right, len(asked), loss)


def _right(belief: Belief, truth: Truth) -> float:
    return float(((belief.p > 0.5) == truth).mean())


# ---- the measuring ------------------------------------------------------------------------


def first_at(curve: Curve, mark: float) -> float:
    """The first question at which a mean curve reaches a mark; one more than there are when it
    never does."""
    reached = np.flatnonzero(curve >= mark)
    return float(reached[0] if len(reached) else len(curve))


def _one(task: tuple[Row, int, int, int]) -> Placed:
    return placed(*task)


def measured(row: Row, options: argparse.Namespace, pool: ProcessPoolExecutor) -> list[Placed]:
    """A row's placements, those of one seed after another."""
    tasks = [
        (row, seed, number, options.questions)
        for seed in range(1, options.seeds + 1)
        for number in range(options.learners)
    ]
    return list(pool.map(_one, tasks, chunksize=options.learners))


def curves(found: list[Placed]) -> Curve:
    return np.array([one.right for one in found])


def told(row: Row, found: list[Placed], learners: int) -> list[Figure]:
    """The figures of one row."""
    every = curves(found)
    mean = every.mean(axis=0)
    goals = {"ours": (10, 36), "code-answers": (8, 30)}.get(row.name, (None, None))
    figures = [
        Figure(f"{row.name}.right-at-{at}", round(float(mean[at]), 4), "of skills")
        for at in SHOWN
        if at < len(mean)
    ]
    by_seed = every.reshape(-1, learners, every.shape[1]).mean(axis=1)
    for mark, goal in zip((0.90, 0.95), goals, strict=True):
        at = Figure(f"{row.name}.{mark:.0%}-at", first_at(mean, mark), "questions", goal)
        spans = [first_at(curve, mark) for curve in by_seed]
        figures += [
            at,
            Figure(f"{row.name}.{mark:.0%}-at.best-seed", min(spans), "questions"),
            Figure(f"{row.name}.{mark:.0%}-at.worst-seed", max(spans), "questions"),
        ]
    figures.append(
        Figure(f"{row.name}.log-loss", float(np.mean([one.loss for one in found])), "nats")
    )
    if row.choose == "as-met":
        asked = float(np.mean([one.asked for one in found]))
        figures.append(Figure(f"{row.name}.asked", asked, "questions", placement.MOST))
    return figures


def lost(right: list[Placed], wrong: list[Placed], at: int) -> list[Figure]:
    """What the wrong tester loses to the right one on the same learners, in points of percent."""
    points = 100 * (curves(right)[:, at] - curves(wrong)[:, at])
    error = float(points.std(ddof=1) / np.sqrt(len(points))) if len(points) > 1 else 0.0
    return [
        Figure(f"wrong-tester-loses-at-{at}", float(points.mean()), "points", 2.0),
        Figure(f"wrong-tester-loses-at-{at}.standard-error", error, "points"),
    ]


def main() -> int:
    """Measure every row; 1 when a goal is missed."""
    parser = argparse.ArgumentParser(prog="placement", description=__doc__)
    parser.add_argument("--seeds", type=int, default=6)
    parser.add_argument("--learners", type=int, default=12, help="for each seed")
    parser.add_argument("--questions", type=int, default=QUESTIONS)
    parser.add_argument("--rows", default="", help="names, with commas; all without it")
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1, help="processes")
    options = parser.parse_args()
    rows = [row for row in ROWS if not options.rows or row.name in options.rows.split(",")]
    figures = latency(3)
    found: dict[str, list[Placed]] = {}
    with ProcessPoolExecutor(options.jobs) as pool:
        for row in rows:
            found[row.name] = measured(row, options, pool)
            figures += told(row, found[row.name], options.learners)
            print(f"{row.name}: done", flush=True)
    if {"other.right-tester", "other.wrong-tester"} <= found.keys():
        right, wrong = found["other.right-tester"], found["other.wrong-tester"]
        figures += lost(right, wrong, min(30, options.questions))
    notes = (
        f"{options.seeds} seeds x {options.learners} learners; {particles.PARTICLES} particles; "
        f"{SIMULATED}. `at`: the first question where the mean over learners reaches the mark; "
        f"{options.questions + 1} when none does. Seeds apart: how much one varies."
    )
    return report("placement", figures, notes)


if __name__ == "__main__":
    raise SystemExit(main())
