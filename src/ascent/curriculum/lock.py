"""ids.lock: every id that was ever published, so that none is lost or given to something else."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from ascent.curriculum.files import Files
from ascent.curriculum.kinds import ContentKind
from ascent.curriculum.layer import Layer, read_layer
from ascent.curriculum.problems import Problem

NAME = "ids.lock"
_UPDATE = "Run `ascent curriculum check --update-ids`."


def check_lock(layer: Layer) -> Iterator[Problem]:
    """Compare a layer's ids with its ids.lock."""
    path = layer.reader.root / NAME
    if not path.is_file():
        if layer.found:
            said = f"There is no {NAME}, so no id of this pack is known as published."
            yield Problem(layer.reader.relative(path), 0, "ids.E804", said, _UPDATE)
        return
    text = layer.reader.text(path, "pack") or ""
    locked: dict[str, str] = {}
    for number, line in enumerate(text.splitlines(), start=1):
        if not line.strip():
            continue
        kind, _, name = line.partition(" ")
        if not name or " " in name:
            said = f"The line is {line!r}; it should be a kind and an id."
            yield Problem(layer.reader.relative(path), number, "ids.E809", said, _UPDATE)
            continue
        locked[name] = kind
        yield from _check_line(layer, path, number, kind, name)
    yield from _new_ids(layer, locked)


def _check_line(layer: Layer, path: Path, number: int, kind: str, name: str) -> Iterator[Problem]:
    present = _present(layer)
    if name not in present:
        yield Problem(
            layer.reader.relative(path),
            number,
            "ids.E803",
            f"The published {kind} '{name}' is gone.",
            f'Bring it back, or write was = ["{name}"] in the entry that it became.',
        )
    elif present[name] != kind:
        yield Problem(
            layer.reader.relative(path),
            number,
            "ids.E805",
            f"'{name}' was published as a {kind} and is a {present[name]} now.",
            "Give the new entry an id of its own.",
        )


def _present(layer: Layer) -> dict[str, str]:
    """Id -> kind of all that the layer has, former ids and unreadable entries included."""
    if not layer.present:
        layer.present.update(layer.reader.broken)
        for found in layer.found:
            layer.present.update(dict.fromkeys(found.entry.was, found.kind))
        layer.present.update({found.id: found.kind for found in layer.found})
    return layer.present


def _new_ids(layer: Layer, locked: dict[str, str]) -> Iterator[Problem]:
    for found in layer.found:
        if found.id not in locked:
            yield Problem(
                found.place.path,
                found.place.line(("id",)),
                "ids.E804",
                f"The {found.kind} '{found.id}' is not in {NAME}.",
                _UPDATE,
            )


def updated_lock(layer: Layer) -> str:
    """The text of ids.lock with every id of the layer added. Published ids stay for ever."""
    path = layer.reader.root / NAME
    lines = set(path.read_text(encoding="utf-8").splitlines()) if path.is_file() else set()
    locked = {line.partition(" ")[2] for line in lines}
    lines |= {f"{one.kind} {one.id}" for one in layer.found if one.id not in locked}
    return "".join(f"{line}\n" for line in sorted(lines) if line.strip())


def update_locks(folders: Iterable[Path], kinds: Iterable[ContentKind]) -> list[Path]:
    """Write the ids.lock of each pack anew with its new ids; returns the files that changed."""
    changed = []
    for folder in folders:
        layer = read_layer(folder, kinds, Files())
        path, text = folder / NAME, updated_lock(layer)
        if not path.is_file() or path.read_text(encoding="utf-8") != text:
            path.write_text(text, encoding="utf-8")
            changed.append(path)
    return changed
