"""What every benchmark shares: figures with goals, a table, a result file.

A benchmark is a module with a `main()`; `make bench NAME=first-run` runs
`benchmarks/first_run.py`. It measures, builds `Figure`s and calls `report`.
"""

from __future__ import annotations

import json
import os
import platform
import statistics
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from rich.console import Console
from rich.table import Table

RESULTS = Path(__file__).parent / "results"


@dataclass(frozen=True)
class Figure:
    """One measured number. `goal` is the most that it may be, or with `least` the least; None
    when it only informs."""

    id: str
    value: float
    unit: str
    goal: float | None = None
    least: bool = False

    @property
    def met(self) -> bool | None:
        """Whether the goal is met; None without a goal."""
        if self.goal is None:
            return None
        return self.value >= self.goal if self.least else self.value <= self.goal

    def record(self) -> dict[str, object]:
        """The figure as the result file holds it."""
        told = {**asdict(self), "met": self.met}
        del told["least"]
        return told


def machine() -> dict[str, object]:
    """What a reader must know about the machine to compare: no name of it, no path on it."""
    return {
        "system": f"{platform.system()} {platform.machine()}",
        "python": platform.python_version(),
        "cores": os.cpu_count(),
        "load": round(os.getloadavg()[0], 1) if hasattr(os, "getloadavg") else None,
    }


def median(values: Sequence[float]) -> float:
    """The middle of several measurements, which one slow outlier does not move."""
    return statistics.median(values)


def report(name: str, figures: Sequence[Figure], notes: str, folder: Path = RESULTS) -> int:
    """Print the table, write `results/<name>.json`, return an exit code: 0 when all goals are met.

    Raises:
        ValueError: two figures share an id, so that nobody could tell them apart later.
    """
    ids = [figure.id for figure in figures]
    twice = sorted({i for i in ids if ids.count(i) > 1})
    if twice:
        raise ValueError(f"{name} has more than one figure named {', '.join(twice)}.")
    folder.mkdir(parents=True, exist_ok=True)
    result = {
        "name": name,
        "machine": machine(),
        "figures": [figure.record() for figure in figures],
        "notes": notes,
    }
    (folder / f"{name}.json").write_text(json.dumps(result, indent=2) + "\n")
    show(name, figures, notes)
    return 0 if all(figure.met is not False for figure in figures) else 1


def show(name: str, figures: Sequence[Figure], notes: str) -> None:
    """Print figures side by side with their goals."""
    table = Table(title=name, title_justify="left")
    table.add_column("figure")
    for column in ("value", "goal"):
        table.add_column(column, justify="right")
    table.add_column("met")
    words = {True: "yes", False: "no", None: ""}
    for figure in figures:
        sign = "≥" if figure.least else "≤"
        goal = "" if figure.goal is None else f"{sign} {figure.goal:g} {figure.unit}"
        table.add_row(figure.id, f"{figure.value:.4g} {figure.unit}", goal, words[figure.met])
    console = Console()
    console.print(table)
    console.print(notes, style="dim")
