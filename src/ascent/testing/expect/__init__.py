"""Expectations that say exactly what differs, and never what the answer is.

Each takes what the learner's code gave, what a right answer looks like, and `name`, the
words for it in messages. Each raises Failed or returns nothing. The modules here are
loaded when a check first uses them: a check of one number needs no numpy.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from ascent.testing.expect.arrays import array as array
    from ascent.testing.expect.chance import distribution as distribution
    from ascent.testing.expect.chance import score as score
    from ascent.testing.expect.examples import agrees as agrees
    from ascent.testing.expect.figures import figure as figure
    from ascent.testing.expect.gradients import gradient as gradient
    from ascent.testing.expect.lookup import not_looked_up as not_looked_up
    from ascent.testing.expect.rows import canaries as canaries
    from ascent.testing.expect.rows import each_alone as each_alone
    from ascent.testing.expect.rows import fitted_without as fitted_without
    from ascent.testing.expect.rows import learned_from as learned_from
    from ascent.testing.expect.source import calls as calls
    from ascent.testing.expect.source import no_call as no_call
    from ascent.testing.expect.source import no_import as no_import
    from ascent.testing.expect.source import no_loop as no_loop
    from ascent.testing.expect.speed import growth as growth
    from ascent.testing.expect.tables import frame as frame
    from ascent.testing.expect.tables import series as series
    from ascent.testing.expect.values import between as between
    from ascent.testing.expect.values import equal as equal
    from ascent.testing.expect.values import number as number
    from ascent.testing.expect.values import type as type  # noqa: A004
    from ascent.testing.expect.words import what as what

_MODULES = {
    "arrays": ("array",),
    "chance": ("distribution", "score"),
    "examples": ("agrees",),
    "figures": ("figure",),
    "gradients": ("gradient",),
    "lookup": ("not_looked_up",),
    "rows": ("canaries", "each_alone", "fitted_without", "learned_from"),
    "source": ("calls", "no_call", "no_import", "no_loop"),
    "speed": ("growth",),
    "tables": ("frame", "series"),
    "values": ("between", "equal", "number", "type"),
    "words": ("what",),
}
_HOMES = {name: module for module, names in _MODULES.items() for name in names}

__all__ = sorted(_HOMES)


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"There is no expect.{name}. There are: {', '.join(sorted(_HOMES))}.")
    found = getattr(importlib.import_module(f"{__name__}.{_HOMES[name]}"), name)
    globals()[name] = found
    return found
