"""Python's error in a sentence or two for somebody who meets it for the first time.

Pure: everything said is read from the error, the code and the names of the data files.
Each rule is a pattern of the error's last sentence and a small function.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from ascent.kinds.workbench.explaining import (
    arrays,
    attributes,
    blocks,
    calls,
    columns,
    models,
    names,
    none,
    positions,
    syntax,
    values,
)
from ascent.kinds.workbench.explaining.crash import Rule, read

_RULES: tuple[Rule, ...] = (
    *syntax.RULES,
    *blocks.RULES,
    *none.RULES,  # before the rules on kinds of values: None has a story of its own
    *names.RULES,
    *attributes.RULES,
    *columns.RULES,
    *models.RULES,
    *arrays.RULES,
    *calls.RULES,
    *values.RULES,
    *positions.RULES,
)
_COMPILED = tuple((re.compile(pattern, re.DOTALL), say) for pattern, say in _RULES)


def explain(
    error: str,
    code: str,
    *,
    line: int | None = None,
    files: Mapping[str, Sequence[str]] = {},
) -> str:
    """One or two sentences of inline Markdown, or "" when Python's own text says it best.

    `error` is a traceback as the runner gives it (`RunResult.error`, `CheckResult.error`), or
    the sentence beside it (`.message`), which knows less of the place. `code` is the file, or
    the cell, that `line` counts in. `files` are the data files with the names of their columns.
    """
    crash = read(error, code, line, files)
    if crash is None:
        return ""
    try:
        said = (
            say(crash, found) for pattern, say in _COMPILED if (found := pattern.match(crash.last))
        )
        return next(filter(None, said), "")
    except RecursionError:  # an expression of hundreds of parts: its tree is that deep
        return ""
