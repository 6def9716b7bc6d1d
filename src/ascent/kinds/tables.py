"""Where the tables of a pack's data sets lie on this machine. Knows no Django."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from ascent.curriculum.entries import Data
from ascent.curriculum.pack import Pack
from ascent.runner import DataFile, kits


def path_of(data: Data) -> Path:
    """Where the public table lies. Raises FileNotFoundError and kits.KitMissing."""
    return data.path or kits.member(data.kit, data.member or "")


def public(names: Iterable[str], pack: Pack) -> dict[str, Path]:
    """Name in the working folder -> file, for the data sets that are there."""
    return {data.reads_as: path_of(data) for data in _known(names, pack)}


def for_checks(names: Iterable[str], pack: Pack) -> dict[str, DataFile]:
    """The data sets by id, hidden rows included, for the checker alone."""
    return {data.id: DataFile(path_of(data), data.hidden_path) for data in _known(names, pack)}


def _known(names: Iterable[str], pack: Pack) -> list[Data]:
    return [pack.data[name] for name in names if name in pack.data]
