"""Finds the data sets that an exercise names, in the pack around it."""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from ascent.runner import DataFile, kits


class DataMissing(Exception):
    """A data set that the exercise names is not there; the message says where it was sought."""


@dataclass(frozen=True, slots=True)
class PackData:
    """What learner code finds in its folder, and what checks may read."""

    files: dict[str, Path] = field(default_factory=dict)
    """Public file by the name under which learner code reads it."""

    checks: dict[str, DataFile] = field(default_factory=dict)
    """Public and hidden file by data set id."""


def pack_of(folder: Path) -> Path:
    """The pack that `folder` lies in: the nearest folder above that has a `pack.toml`,
    else the nearest that has a folder `data`. Raises DataMissing."""
    above = [folder, *folder.resolve().parents]
    for mark in ("pack.toml", "data"):
        for candidate in above:
            if (candidate / mark).exists():
                return candidate
    raise DataMissing(f"No folder above {folder} has a pack.toml or a folder called data.")


def find(folder: Path, ids: Sequence[str], kit: str) -> PackData:
    """The data sets `ids` for the exercise in `folder`. Raises DataMissing and KitMissing."""
    found = PackData()
    if ids:
        pack = pack_of(folder)
        for name in ids:
            _add(found, pack / "data" / name, name, kit)
    return found


def _add(found: PackData, folder: Path, name: str, kit: str) -> None:
    source = folder / "source.toml"
    try:
        facts = tomllib.loads(source.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise DataMissing(f"The data set {name!r} has no file {source}.") from None
    except tomllib.TOMLDecodeError as error:
        raise DataMissing(f"{source} cannot be read: {error}.") from None
    public = _public(folder, facts, kit)
    hidden = folder / facts["hidden"] if "hidden" in facts else None
    for file in (public, hidden):
        if file is not None and not file.is_file():
            raise DataMissing(f"The data set {name!r} names {file}, which is not there.")
    found.files[str(facts.get("as") or public.name)] = public
    found.checks[name] = DataFile(public, hidden)


def _public(folder: Path, facts: dict[str, object], kit: str) -> Path:
    if "file" in facts:
        return folder / str(facts["file"])
    if "member" in facts:
        try:
            return kits.member(kit, str(facts["member"]))
        except FileNotFoundError as error:
            raise DataMissing(str(error)) from None
    raise DataMissing(f"{folder / 'source.toml'} says neither `file` nor `package` and `member`.")
