"""The packs that a verb for authors was given."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from ascent.cli.say import USED_WRONGLY, Say


def roots(say: Say, folders: Sequence[Path] | None) -> list[Path]:
    """Their folders; without any, the packs that Ascent reads. Ends when one is no pack."""
    from ascent import home

    found = [folder.expanduser().resolve() for folder in folders or home.packs()]
    for root in found:
        if not (root / "pack.toml").is_file():
            say.fail(f"{root} has no pack.toml, so it is no pack.", USED_WRONGLY)
    return found


def with_what_lies_below(say: Say, roots: list[Path]) -> list[Path]:
    """The packs to read. One without areas of its own adds to a map: it lies over the built-in."""
    from ascent import home

    if (roots[0] / "map" / "areas.toml").is_file():
        return roots
    say.line(f"{roots[0].name} has no map of its own, so it is laid over the built-in pack.")
    return [home.builtin_pack(), *roots]
