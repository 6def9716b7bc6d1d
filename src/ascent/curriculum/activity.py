"""An activity: anything that can be attempted."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

Step = Literal["study", "language", "libraries", "project"]


@dataclass(frozen=True)
class Activity:
    """One activity of a pack, whatever its kind.

    `spec` is the kind's own model of what is written. `path` and `at` say where that is: the
    file, relative to its pack, and the table in it. `content_hash` changes when anything that a
    learner or a check reads changes, the data included. `code_lines` are lines of a reference
    project that other activities may open (tours have them).
    """

    id: str
    kind: str
    title: str
    skills: Mapping[str, float]
    minutes: int
    difficulty: float
    folder: Path
    content_hash: str
    spec: Any
    path: str
    at: tuple[str | int, ...] = ()
    data: tuple[str, ...] = ()
    step: Step = "libraries"
    code_lines: tuple[str, ...] = ()

    @property
    def main_skill(self) -> str:
        return next(iter(self.skills))

    def text(self, name: str) -> str:
        """The text of a file in the activity's folder, read when asked for."""
        return (self.folder / name).read_text(encoding="utf-8")

    def has(self, name: str) -> bool:
        return (self.folder / name).is_file()
