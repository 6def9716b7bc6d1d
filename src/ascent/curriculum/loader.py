"""From folders to a pack: read each layer, lay them over each other, check the whole."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from types import MappingProxyType
from typing import TypeVar

from ascent.curriculum.activity import Activity, Step
from ascent.curriculum.entries import Area, Data, Figure, Interest, Skill, Topic
from ascent.curriculum.files import Files
from ascent.curriculum.kinds import ContentKind
from ascent.curriculum.layer import Found, Layer, read_layer
from ascent.curriculum.lock import check_lock
from ascent.curriculum.overlay import lay_over
from ascent.curriculum.pack import Pack
from ascent.curriculum.problems import Problem
from ascent.curriculum.rules import map_rules

T = TypeVar("T")


def load(
    folders: Sequence[Path],
    kinds: Iterable[ContentKind],
    files: Files | None = None,
    thorough: bool = True,
) -> Pack:
    """Read a pack: the first folder, with the others laid over it in order.

    Never raises for bad content: what can be read is in the pack, and everything that is wrong
    with it is in `pack.problems`. `files` keeps what was read, for the next call. Without
    `thorough` the pack is the same and comes several times faster, as a server wants it: then
    texts, code and what entries say of each other are not checked, and `problems` holds no more
    than what was in the way of reading.
    """
    files = files or Files()
    kinds = tuple(kinds)
    layers = [
        read_layer(folder, kinds, files, f"{folder.name}/" if number else "", thorough)
        for number, folder in enumerate(folders)
    ]
    problems = [problem for layer in layers for problem in layer.reader.problems]
    found, overlay_problems = lay_over(layers)
    problems += overlay_problems
    pack = _assemble(tuple(folders), layers, found, kinds)
    if thorough:
        problems += [problem for layer in layers for problem in check_lock(layer)]
        problems += map_rules(pack, frozenset(kind.name for kind in kinds if kind.teaches))
        problems += _between_entries(pack, kinds)
    return replace(pack, problems=tuple(sorted(set(problems))))


def _assemble(
    folders: tuple[Path, ...],
    layers: Sequence[Layer],
    found: Mapping[str, Found],
    kinds: Iterable[ContentKind],
) -> Pack:
    header = layers[0].header if layers else None
    data = _of(found, Data)
    skills = _of(found, Skill)
    steps = {kind.name: kind.step for kind in kinds}
    activities = {
        activity.id: replace(
            activity,
            content_hash=_with_data(activity, data),
            step=steps[activity.kind] or _step_by_area(activity, skills),
        )
        for activity in _of(found, Activity).values()
    }
    return Pack(
        id=header.id if header else "",
        title=header.title if header else "",
        licence=header.licence if header else "",
        version=header.version if header else "",
        folders=folders,
        areas=_of(found, Area),
        topics=_of(found, Topic),
        skills=skills,
        interests=_of(found, Interest),
        data=data,
        figures=_of(found, Figure),
        activities=MappingProxyType(activities),
        places=MappingProxyType({name: one.place for name, one in found.items()}),
        kinds=MappingProxyType({name: one.kind for name, one in found.items()}),
        renamed=MappingProxyType({old: one.id for one in found.values() for old in one.entry.was}),
        broken=MappingProxyType(
            {name: kind for layer in layers for name, kind in layer.reader.broken.items()}
        ),
    )


def _of(found: Mapping[str, Found], wanted: type[T]) -> Mapping[str, T]:
    return MappingProxyType(
        {name: one.item for name, one in found.items() if isinstance(one.item, wanted)}
    )


def _step_by_area(activity: Activity, skills: Mapping[str, Skill]) -> Step:
    main = skills.get(activity.main_skill)
    return "language" if main is not None and main.area == "python" else "libraries"


def _with_data(activity: Activity, data: Mapping[str, Data]) -> str:
    """The activity's hash, made to depend on the data it reads."""
    total = hashlib.sha256(activity.content_hash.encode())
    for name in sorted(set(activity.data)):
        if source := data.get(name):
            total.update(f"{name}\0{source.sha256}\0{source.hidden_sha256}\n".encode())
    return total.hexdigest()


def _between_entries(pack: Pack, kinds: Iterable[ContentKind]) -> Iterator[Problem]:
    """What each kind has to say about its activities when it sees the whole pack."""
    validate = {kind.name: kind.validate for kind in kinds}
    for activity in pack.activities.values():
        for skill in activity.skills:
            yield from pack.reference(
                activity.kind, activity.id, "skill", skill, at=("skills", skill)
            )
        for name in activity.data:
            yield from pack.reference(activity.kind, activity.id, "data", name, at=("data",))
        yield from validate[activity.kind](activity, pack)
