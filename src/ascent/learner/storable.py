"""Values that every database keeps and every page can show. Pure.

PostgreSQL refuses the character NUL, UTF-8 half a character (a lone surrogate), and JSON
numbers that are not finite. Learner code can print all three.
"""

from __future__ import annotations

import math
import re
from typing import Any

_UNKEPT = re.compile("[\0\ud800-\udfff]")
STANDS_FOR_IT = "\N{REPLACEMENT CHARACTER}"


def text(value: str) -> str:
    """`value` with a replacement character for each one that cannot be kept."""
    return _UNKEPT.sub(STANDS_FOR_IT, value)


def clean(value: Any) -> Any:
    """A JSON value of the same shape that can be kept; `inf` and `nan` become those words."""
    if isinstance(value, str):
        return text(value)
    if isinstance(value, float) and not math.isfinite(value):
        return str(value)
    if isinstance(value, dict):
        return {text(str(key)): clean(one) for key, one in value.items()}
    if isinstance(value, list | tuple):
        return [clean(one) for one in value]
    return value
