"""The kinds of activity: one folder each, found by looking, known to nobody by name."""

from __future__ import annotations

import pkgutil
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ascent.curriculum.kinds import ContentKind


@cache
def content_kinds() -> tuple[ContentKind, ...]:
    """How each kind is written down: the `CONTENT` of every folder's `content.py`.

    Needs no Django, so that a pack can be checked anywhere.
    """
    names = sorted(
        module.name
        for module in pkgutil.iter_modules(__path__)
        if any((Path(folder) / module.name / "content.py").is_file() for folder in __path__)
    )
    return tuple(import_module(f"{__name__}.{name}.content").CONTENT for name in names)
