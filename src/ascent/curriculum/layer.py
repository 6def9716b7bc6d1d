"""One folder of content, read by itself: what is in it, before packs are laid over each other."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from pydantic import BaseModel

from ascent.curriculum.activity import Activity
from ascent.curriculum.base import Entry
from ascent.curriculum.data_reader import read_data
from ascent.curriculum.entries import (
    Area,
    AreaMapFile,
    AreasFile,
    Interest,
    InterestFile,
    PackFile,
    Skill,
    SkillEntry,
    Topic,
    TopicEntry,
)
from ascent.curriculum.figure_reader import read_figures
from ascent.curriculum.files import Files
from ascent.curriculum.kinds import ContentKind
from ascent.curriculum.pack import Place
from ascent.curriculum.problems import did_you_mean
from ascent.curriculum.reader import Reader
from ascent.curriculum.toml import Toml

FORMAT = 1

_Tables = dict[str, tuple[type[Entry], type[Entry], dict[str, Any]]]


@dataclass(frozen=True)
class Found:
    """An entry of a layer: what it is and where it is written."""

    kind: str
    entry: Entry
    item: Entry | Activity
    place: Place

    @property
    def id(self) -> str:
        return self.entry.id


@dataclass
class Layer:
    """What one folder holds. `header` is its pack.toml, None when that cannot be used."""

    reader: Reader
    header: PackFile | None = None
    found: list[Found] = field(default_factory=list)
    present: dict[str, str] = field(default_factory=dict)


def read_layer(
    root: Path,
    kinds: Iterable[ContentKind],
    files: Files,
    prefix: str = "",
    thorough: bool = True,
) -> Layer:
    """Read everything under one folder."""
    layer = Layer(Reader(root, files, prefix, thorough))
    if not (root / "pack.toml").is_file():
        layer.reader.report(
            "pack.E010",
            root / "pack.toml",
            "There is no pack.toml, so this folder is not a pack.",
            hint="Create pack.toml with format, id, title, licence and version.",
        )
        if not root.is_dir():
            return layer
    else:
        layer.header = _read_header(layer.reader)
    _read_areas(layer)
    for path in layer.reader.paths("map"):
        if path.suffix == ".toml" and path.name != "areas.toml":
            _read_area_map(layer, path)
    _read_interests(layer)
    for data, place in read_data(layer.reader):
        layer.found.append(Found("data", data, data, place))
    for figure, place in read_figures(layer.reader):
        layer.found.append(Found("figure", figure, figure, place))
    for content in kinds:
        for activity in content.read(layer.reader):
            document = layer.reader.documents.get(activity.path)
            place = Place(activity.path, document, activity.at)
            layer.found.append(Found(content.name, activity.spec, activity, place))
    return layer


def _read_header(reader: Reader) -> PackFile | None:
    path = reader.root / "pack.toml"
    read = reader.model(path, PackFile, "pack")
    if read is None:
        return None
    header, document = read
    if header.format != FORMAT:
        reader.report(
            "pack.E011",
            path,
            f"The pack is written in format {header.format}; this Ascent reads format {FORMAT}.",
            line=document.line(("format",)),
            hint="Update Ascent, or write the pack in the format it reads.",
        )
    return header


def _read_areas(layer: Layer) -> None:
    path = layer.reader.root / "map" / "areas.toml"
    if path.exists() or not layer.reader.prefix:
        document = layer.reader.toml(path, "map")
        if document is not None:
            _read_tables(layer, path, document, AreasFile, {"area": (Area, Area, {})})


def _read_area_map(layer: Layer, path: Path) -> None:
    document = layer.reader.toml(path, "map")
    if document is None:
        return
    area = document.values.get("area")
    if not isinstance(area, str):
        layer.reader.report(
            "map.E102",
            path,
            "`area` is missing: the file does not say which area it maps.",
            hint='Begin the file with area = "<id of the area>".',
        )
        area = path.stem
    more: dict[str, Any] = {"area": area}
    tables: _Tables = {"topic": (TopicEntry, Topic, more), "skill": (SkillEntry, Skill, more)}
    _read_tables(layer, path, document, AreaMapFile, tables)


def _read_tables(
    layer: Layer,
    path: Path,
    document: Toml,
    whole: type[BaseModel],
    tables: _Tables,
) -> None:
    """Read the arrays of tables of a map file; `tables` maps a key to (written, made, more)."""
    reader = layer.reader
    known = {info.alias or name for name, info in whole.model_fields.items()}
    for key in document.values.keys() - known:
        hint = did_you_mean(key, known, "Take it out.")
        line = document.line((key,))
        reader.report("map.E103", path, f"`{key}` is no key of this file.", line=line, hint=hint)
    for kind, (written, made, more) in tables.items():
        for number, values in reader.tables(document, kind, path, "map"):
            entry = reader.build(written, values, document, path, "map", (kind, number))
            if entry is None:
                reader.note_broken(values, kind)
                continue
            item = made.model_construct(entry.model_fields_set, **entry.__dict__, **more)
            place = Place(reader.relative(path), document, (kind, number))
            layer.found.append(Found(kind, item, item, place))


def _read_interests(layer: Layer) -> None:
    reader = layer.reader
    for path in reader.marked("interests", "interest.toml", "map"):
        text = reader.prose(path.with_name("interest.md"), "map")
        read = reader.model(path, InterestFile, "map", kind="interest")
        if read is None:
            continue
        entry, document = read
        item = Interest.model_construct(
            entry.model_fields_set, **entry.__dict__, folder=path.parent, text=text or ""
        )
        layer.found.append(Found("interest", item, item, Place(reader.relative(path), document)))
