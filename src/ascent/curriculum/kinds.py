"""What a kind of activity tells the loader about its files, so that the loader knows no kind."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from pydantic import BaseModel

from ascent.curriculum.activity import Activity, Step
from ascent.curriculum.problems import Problem

if TYPE_CHECKING:
    from ascent.curriculum.pack import Pack
    from ascent.curriculum.reader import Reader


def _no_problems(_activity: Activity, _pack: Pack) -> Iterable[Problem]:
    return ()


@dataclass(frozen=True)
class ContentKind:
    """How one kind of activity is written down.

    `read` turns the kind's folder of one pack into activities and reports what is wrong with the
    files; it never raises for bad content. `validate` sees the whole pack, after overlays, and
    yields what is wrong between entries. `schemas` are the models that authors write, by the name
    of the JSON Schema made from each. `step` is the loop's step it belongs to; None means
    language or libraries, by the area of the main skill. `teaches` is False for a kind that only
    asks about a skill.
    """

    name: str
    folder: str
    marker: str
    read: Callable[[Reader], Iterable[Activity]]
    validate: Callable[[Activity, Pack], Iterable[Problem]] = _no_problems
    schemas: Mapping[str, type[BaseModel]] = field(default_factory=dict)
    step: Step | None = None
    teaches: bool = True
