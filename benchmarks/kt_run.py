"""One run of the knowledge-tracing benchmark: every model on every fold, a table for each set."""

from __future__ import annotations

import importlib
import re
import statistics
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from rich.console import Console
from rich.table import Table as Grid

from ascent.learner.fitting.measures import MEASURES, measure
from benchmarks.harness import Figure
from benchmarks.kt_table import FOLDS, Table

MODELS = {
    "item-mean": "kt_linear.ItemMean",
    "irt": "kt_linear.Irt",
    "pfa": "kt_linear.Pfa",
    "bkt": "kt_bkt.Bkt",
    "bkt-forgetting": "kt_bkt.BktForgetting",
    "elo": "kt_elo.Elo",
    "best-lr": "kt_linear.BestLr",
    "dkt": "kt_dkt.Dkt",
    "ours": "kt_ours.Ours",
}
GOALS: dict[str, dict[str, float]] = {
    "assistments09": {"auc": 0.785, "log-loss": 0.519, "ece": 0.008},
    "statics": {"auc": 0.826, "ece": 0.011},
    "algebra05": {"auc": 0.832, "ece": 0.010},
}
RIVALS = ("best-lr", "dkt")  # ours should not fall below them
MOST_SHARED = 40  # parameters of ours
MOST_MICROSECONDS = 35.0
REPLAY_OF, REPLAY_SECONDS = 278_336, 10.0
SAME = 1e-6  # what ours predicts in bulk and one by one differs by no more


@dataclass
class Scores:
    """What one model reached on one set, fold by fold: by measure, and `fit`, `us`, `size`."""

    folds: list[dict[str, float]] = field(default_factory=list)

    def of(self, name: str) -> list[float]:
        """One number for each fold in which there is one."""
        found = [fold[name] for fold in self.folds if name in fold]
        return [value for value in found if not np.isnan(value)]

    def mean(self, name: str) -> float:
        """Over the folds; NaN when no fold has it."""
        values = self.of(name)
        return statistics.fmean(values) if values else float("nan")

    def spread(self, name: str) -> float:
        """Population standard deviation over the folds."""
        values = self.of(name)
        return statistics.pstdev(values) if values else float("nan")


class Run:
    """Collects figures and notes over the sets."""

    def __init__(self, models: Sequence[str], folds: int, threads: int) -> None:
        self._models, self._folds, self._threads = models, folds, threads
        self.figures: list[Figure] = []
        self.notes: list[str] = []

    def compete(self, table: Table) -> None:
        """All models on one set."""
        name = self._name(table.name)
        _tell(
            f"{name}: {len(table):,} answers, {len(table.users):,} students, {len(table.items):,} "
            f"items, {len(table.skills):,} skills, {table.right.mean():.1%} right"
        )
        if table.note:
            self.notes.append(f"{name}: {table.note}")
        scores = {}
        for model in self._models:
            try:
                scores[model] = self._scores(table, name, model)
            except (ArithmeticError, ValueError) as error:  # the others go on
                self.notes.append(f"{name}: {model} failed: {error}")
                self.figures.append(Figure(f"{name}-{model}-failed", 1, "", 0))
        _show(name, scores)
        lone = [m for m, found in scores.items() if len(found.of("auc")) < self._folds]
        if lone:
            self.notes.append(f"{name}: a fold with answers all alike has no AUC; it is left out.")
        found = figures(name, scores, len(table) if self._folds == FOLDS else 0)
        if "ours" in scores and len(table) == REPLAY_OF:
            whole = importlib.import_module("benchmarks.kt_ours").replay(table)
            found.append(Figure(f"{name}-replay-of-states", whole, "s", REPLAY_SECONDS))
        self.figures += [figure for figure in found if not np.isnan(figure.value)]

    def _name(self, file: str) -> str:
        """Short and fit for ids, and no other set's of this run."""
        stem = re.sub(r"(\.(csv|tsv|txt|gz))+$", "", file.lower())
        name = wanted = re.sub(r"[^a-z0-9]+", "-", stem).strip("-") or "table"
        taken = [figure.id for figure in self.figures]
        number = 2
        while any(figure.startswith(f"{name}-") for figure in taken):
            name, number = f"{wanted}-{number}", number + 1
        return name

    def _scores(self, table: Table, name: str, model: str) -> Scores:
        module, _, maker = MODELS[model].partition(".")
        if model == "dkt":
            import torch

            torch.set_num_threads(self._threads)
        one: Any = getattr(importlib.import_module(f"benchmarks.{module}"), maker)(table)
        held, scores = table.folds(), Scores()
        for fold in range(self._folds):
            scores.folds.append(_fold(one, table, held == fold))
            now = scores.folds[-1]
            _tell(
                f"  {name} {model}, fold {fold + 1} of {self._folds}: AUC {now['auc']:.4f}, "
                f"fitted in {now['fit']:.1f} s"
            )
        return scores


def _fold(model: Any, table: Table, test: Any) -> dict[str, float]:
    began = time.perf_counter()
    model.fit(~test)
    fitted = time.perf_counter()
    chance = model.predict(test)
    seconds = time.perf_counter() - fitted
    found = {**measure(table.right[test], chance), "fit": fitted - began, "size": model.size}
    if hasattr(model, "stream"):
        streamed, seconds = model.stream(test)
        found["differs"] = float(np.abs(streamed - chance).max())
        found["stream"] = seconds
    return {**found, "us": 1e6 * seconds / len(chance)}


def figures(name: str, scores: dict[str, Scores], answers: int) -> list[Figure]:
    """Ours with its goals, the others to compare. `answers`: of the whole set if all were run."""
    goals = GOALS.get(name, {})
    made = [
        Figure(f"{name}-{model}-{what}", found.mean(what), "")
        for model, found in scores.items()
        if model != "ours"
        for what in ("auc", "log-loss", "ece")
    ]
    if "ours" not in scores:
        return made
    ours = scores["ours"]
    made += [
        Figure(f"{name}-{what}", ours.mean(what), "", goals.get(what), least=what == "auc")
        for what in MEASURES
    ]
    for rival in (rival for rival in RIVALS if rival in scores):
        gap = ours.mean("auc") - scores[rival].mean("auc")
        made.append(Figure(f"{name}-ours-minus-{rival}", gap, "AUC", 0.0, least=True))
    made += [
        Figure(f"{name}-auc-spread", ours.spread("auc"), ""),
        Figure(f"{name}-shared-parameters", ours.mean("size"), "", MOST_SHARED),
        Figure(f"{name}-us-per-answer", ours.mean("us"), "µs", MOST_MICROSECONDS),
        Figure(f"{name}-one-by-one-differs", max(ours.of("differs")), "", SAME),
    ]
    if answers == REPLAY_OF:
        replay = sum(ours.of("stream"))
        made.append(Figure(f"{name}-replay", replay, "s", REPLAY_SECONDS))
    return made


def _show(name: str, scores: dict[str, Scores]) -> None:
    grid = Grid(title=name, title_justify="left")
    grid.add_column("model")
    for column in ("size", "AUC", "log-loss", "RMSE", "ECE-15", "fit, s", "µs"):
        grid.add_column(column, justify="right")
    for model, found in scores.items():
        cells = [f"{found.mean(what):.4f} ± {found.spread(what):.4f}" for what in MEASURES]
        times = (f"{found.mean('fit'):.2f}", f"{found.mean('us'):.2f}")
        grid.add_row(model, f"{found.mean('size'):,.0f}", *cells, *times)
    console = Console(width=None if sys.stdout.isatty() else 120)
    console.print(grid)


def _tell(text: str) -> None:
    print(text, file=sys.stderr, flush=True)
