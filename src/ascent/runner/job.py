"""What goes into the runner and what comes out: frozen values with a JSON form."""

from __future__ import annotations

import base64
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any, Literal

Outcome = Literal[
    "passed",
    "wrong",
    "crashed",
    "out-of-time",
    "out-of-memory",
    "flooded",
    "forbidden",
    "our-fault",
    "not-run",
]
"""How a run or a check ended. `not-run` belongs to checks only: an earlier end kept them away."""


@dataclass(frozen=True, slots=True)
class Limits:
    """What learner code may use."""

    seconds: float = 10.0
    """Seconds of computing: executing the file and answering calls, together, without the import
    of packages. Code that waits instead is ended after three times as long and ten seconds."""

    memory_mb: int = 1024
    """Megabytes beyond what an interpreter with the kit's packages takes."""

    output_kb: int = 64
    """Kilobytes of printed text, standard output and error together."""


@dataclass(frozen=True, slots=True)
class Job:
    """Learner code with what it needs. Either `code` (a file) or `cells` (a lesson)."""

    code: str = ""
    cells: tuple[str, ...] | None = None
    kit: str = "data"
    files: Mapping[str, Path | bytes] = field(default_factory=dict)
    """Data files by the name under which the code reads them in its working folder."""

    limits: Limits = Limits()
    seed: int = 0
    """Seeds `random` and `numpy.random` before the code runs."""

    pictures: bool = True
    """Whether `run` renders figures as PNG; `grade` never does."""

    def sources(self) -> tuple[str, ...]:
        """The pieces that run one after another in one namespace."""
        return (self.code,) if self.cells is None else self.cells

    def names(self) -> tuple[str, ...]:
        """The file name that tracebacks show for each piece."""
        if self.cells is None:
            return ("answer.py",)
        return tuple(f"cell {number}" for number in range(1, len(self.cells) + 1))

    def to_json(self) -> dict[str, Any]:
        """Plain data, with the bytes of every file: it can travel to another machine."""
        files = {name: _b64(read_file(file)) for name, file in self.files.items()}
        return {**asdict(self), "files": files}

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Job:
        """The job that `to_json` wrote."""
        cells = None if data["cells"] is None else tuple(data["cells"])
        files = {name: base64.b64decode(text) for name, text in data["files"].items()}
        limits = Limits(**data["limits"])
        return cls(**{**data, "cells": cells, "files": files, "limits": limits})


@dataclass(frozen=True, slots=True)
class DataFile:
    """A data set as checks see it."""

    public: Path
    hidden: Path | None = None


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure that learner code drew."""

    png: bytes
    """Empty when pictures were not asked for."""

    about: Mapping[str, Any]
    """Its labels, kinds and counts: see `docs/author/checks.md`."""


@dataclass(frozen=True, slots=True)
class Table:
    """A table as text, at most 30 rows and 30 columns of it."""

    rows: int
    columns: int
    names: tuple[str, ...]
    kinds: tuple[str, ...]
    index: tuple[str, ...]
    cells: tuple[tuple[str, ...], ...]
    gap_after: int | None
    """How many of the shown rows come from the head, when rows are left out after them."""


@dataclass(frozen=True, slots=True)
class CellResult:
    """What one cell (or the file) showed."""

    stdout: str = ""
    stderr: str = ""
    value: str | None = None
    """Text of the value of a cell's last line, if it has one and it is no table or figure."""

    table: Table | None = None
    figures: tuple[Figure, ...] = ()


@dataclass(frozen=True, slots=True)
class RunResult:
    """The end of a run, and what it showed."""

    outcome: Outcome
    """`passed` when the code ran to its end; never `wrong` or `not-run`."""

    message: str = ""
    """One sentence on what happened, when it did not pass."""

    error: str = ""
    """The learner's own lines of the traceback, when an exception ended the run."""

    line: int | None = None
    """The line of the learner's file (or cell) in which it ended."""

    cells: tuple[CellResult, ...] = ()
    """One for each cell that started; one in all for a file."""

    seconds: float = 0.0
    """Seconds that the code computed, as `Limits.seconds` counts them."""

    @property
    def last(self) -> CellResult:
        """The last cell that started."""
        return self.cells[-1] if self.cells else CellResult()

    @property
    def stdout(self) -> str:
        """What the file, or the last cell, printed."""
        return self.last.stdout

    @property
    def stderr(self) -> str:
        """What the file, or the last cell, wrote to standard error: warnings, most of all."""
        return self.last.stderr

    @property
    def value(self) -> str | None:
        """The value of the last cell."""
        return self.last.value

    @property
    def figures(self) -> tuple[Figure, ...]:
        """The figures of the file, or of the last cell."""
        return self.last.figures

    @property
    def tables(self) -> tuple[Table, ...]:
        """The table of the last cell, if it shows one."""
        return (self.last.table,) if self.last.table else ()

    def to_json(self) -> dict[str, Any]:
        """Plain data; pictures as base64."""
        return {**asdict(self), "cells": [_cell_json(cell) for cell in self.cells]}

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> RunResult:
        """The result that `to_json` wrote."""
        return cls(**{**data, "cells": tuple(_cell_of(cell) for cell in data["cells"])})


@dataclass(frozen=True, slots=True)
class CheckResult:
    """How one check ended."""

    name: str
    sentence: str
    outcome: Outcome
    message: str = ""
    """What was found and expected, for the learner; empty when it passed."""

    error: str = ""
    """The learner's own lines of the traceback, when their code raised an exception;
    the author's traceback, when the outcome is `our-fault`."""

    seconds: float = 0.0
    points: float = 1.0

    sketch: Any = None
    """What learner code answered in this check, in probe mode: see `ascent.testing.fingerprint`."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the checker says of one attempt."""

    outcome: Outcome
    """`passed` when every check passed; else that of the first that did not."""

    message: str = ""
    """One sentence, when the file did not get as far as the checks, or the fault is ours."""

    checks: tuple[CheckResult, ...] = ()
    error: str = ""
    line: int | None = None
    stdout: str = ""
    stderr: str = ""
    figures: tuple[Figure, ...] = ()
    """Descriptions of what the file drew, without pictures."""

    report: Mapping[str, float | int | str | bool | None] = field(default_factory=dict)
    fault: str = ""
    """When the fault is ours: what to tell the author of the checks, not the learner."""

    seconds: float = 0.0
    """Seconds that learner code computed, as `Limits.seconds` counts them."""

    seed: int = 0

    @property
    def passed(self) -> bool:
        """Whether every check passed."""
        return self.outcome == "passed"

    @property
    def counts(self) -> bool:
        """Whether it says anything about the learner: our own fault never does."""
        return self.outcome != "our-fault"

    @property
    def points(self) -> float:
        """The points of the checks that passed."""
        return sum(check.points for check in self.checks if check.outcome == "passed")

    def to_json(self) -> dict[str, Any]:
        """Plain data."""
        figures = [_figure_json(figure) for figure in self.figures]
        return {**asdict(self), "figures": figures, "report": dict(self.report)}

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Verdict:
        """The verdict that `to_json` wrote."""
        checks = tuple(CheckResult(**check) for check in data["checks"])
        figures = tuple(_figure_of(figure) for figure in data["figures"])
        return cls(**{**data, "checks": checks, "figures": figures})


def read_file(file: Path | bytes) -> bytes:
    """The bytes of a job's file."""
    return file if isinstance(file, bytes) else file.read_bytes()


def _b64(data: bytes) -> str:
    return base64.b64encode(data).decode("ascii")


def _figure_json(figure: Figure) -> dict[str, Any]:
    return {"png": _b64(figure.png), "about": dict(figure.about)}


def _figure_of(data: Mapping[str, Any]) -> Figure:
    return Figure(base64.b64decode(data["png"]), data["about"])


def _cell_json(cell: CellResult) -> dict[str, Any]:
    return {**asdict(cell), "figures": [_figure_json(figure) for figure in cell.figures]}


def _cell_of(data: Mapping[str, Any]) -> CellResult:
    table = table_of(data["table"]) if data["table"] else None
    figures = tuple(_figure_of(figure) for figure in data["figures"])
    return CellResult(**{**data, "table": table, "figures": figures})


MAX_SHOWN, MAX_CELL = 30, 200
"""Rows, columns, and characters of a cell."""


def table_of(data: Mapping[str, Any]) -> Table:
    """A table from plain data, as much of it as is shown. Raises TypeError and KeyError when it
    is something else."""

    def texts(some: Any) -> tuple[str, ...]:
        return tuple(str(one)[:MAX_CELL] for one in list(some)[:MAX_SHOWN])

    return Table(
        rows=int(data["rows"]),
        columns=int(data["columns"]),
        names=texts(data["names"]),
        kinds=texts(data["kinds"]),
        index=texts(data["index"]),
        cells=tuple(texts(row) for row in list(data["cells"])[:MAX_SHOWN]),
        gap_after=None if data["gap_after"] is None else int(data["gap_after"]),
    )
