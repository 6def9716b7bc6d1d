"""Laying packs over each other: an entry takes another's place only where it says so."""

from __future__ import annotations

from collections.abc import Sequence

from ascent.curriculum.layer import Found, Layer
from ascent.curriculum.problems import Problem


def lay_over(layers: Sequence[Layer]) -> tuple[dict[str, Found], list[Problem]]:
    """One table of entries by id; later layers replace what they say they replace.

    It is sorted by id, but for areas: they come first, in the order of the map's files.
    """
    merged: dict[str, Found] = {}
    problems: list[Problem] = []
    for layer in layers:
        own: dict[str, Found] = {}
        for found in layer.found:
            if (twin := own.get(found.id)) is not None:
                problems.append(_twice(found, twin))
            elif (problem := _misplaced(found, merged.get(found.id))) is not None:
                problems.append(problem)
            else:
                own[found.id] = found
        merged |= own
    problems += _former_ids(merged)
    return dict(sorted(merged.items(), key=_place)), problems


def _place(entry: tuple[str, Found]) -> str:
    name, found = entry
    return "" if found.kind == "area" else name


def _twice(found: Found, twin: Found) -> Problem:
    place = f"{twin.place.path}:{twin.place.line()}".removesuffix(":0")
    return Problem(
        found.place.path,
        found.place.line(("id",)),
        "ids.E801",
        f"The id '{found.id}' is already given to the {twin.kind} in {place}.",
        "Give one of them another id: an id is used once in the whole pack.",
    )


def _misplaced(found: Found, below: Found | None) -> Problem | None:
    """What is wrong with an entry in the light of the packs below it."""
    if below is None and not found.entry.replaces:
        return None
    if below is None:
        rule = "ids.E808"
        said = f"'{found.id}' says `replaces`, and no pack below has it."
        hint = "Take `replaces` out, or write the id of the entry that it replaces."
    elif below.kind != found.kind:
        rule = "ids.E808"
        said = f"'{found.id}' is a {found.kind} here and a {below.kind} in {below.place.path}."
        hint = "Give it an id of its own."
    elif not found.entry.replaces:
        rule = "ids.E807"
        said = f"'{found.id}' is also in {below.place.path}, in a pack below this one."
        hint = "Write replaces = true if it takes its place; else give it an id of its own."
    else:
        return None
    return Problem(found.place.path, found.place.line(("id",)), rule, said, hint)


def _former_ids(merged: dict[str, Found]) -> list[Problem]:
    problems = []
    owner: dict[str, str] = {}
    for found in merged.values():
        for old in found.entry.was:
            other = old if old in merged else owner.setdefault(old, found.id)
            if other != found.id:
                problems.append(
                    Problem(
                        found.place.path,
                        found.place.line(("was",)),
                        "ids.E806",
                        f"'{found.id}' was '{old}', and so is or was '{other}'.",
                        "A former id leads to one entry, and is not used again.",
                    )
                )
    return problems
