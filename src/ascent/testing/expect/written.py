"""A value as one would type it, short enough for a sentence."""

from __future__ import annotations

from typing import Any

from ascent.testing.expect.words import plain, show
from ascent.testing.handles import Handle, kind_of

MOST = 200


def written(value: Any) -> str:
    """`[[1, 2], [3, 4]]` for an array or a list, `{"a": [1, 2]}` for a table."""
    text = _text(value)
    return text if len(text) <= MOST else text[: MOST - 3] + "..."


def _text(value: Any) -> str:
    if type(value) is Handle:
        return f"an object of class {kind_of(value)}"
    kind = type(value).__name__
    if kind == "ndarray":
        return f"array {_text(value.tolist())}"
    if type(value).__module__ == "numpy":
        value = plain(value)
    if kind == "DataFrame":
        columns = (value.iloc[:, at].tolist() for at in range(value.shape[1]))
        named = zip(map(_text, value.columns), map(_text, columns), strict=True)
        return "table {" + ", ".join(f"{name}: {text}" for name, text in named) + "}"
    if kind == "Series":
        return f"column {_text(value.tolist())}"
    if type(value) is list:
        return f"[{', '.join(map(_text, value))}]"
    if type(value) is tuple:
        return f"({', '.join(map(_text, value))}{',' * (len(value) == 1)})"
    if type(value) is dict:
        return "{" + ", ".join(f"{_text(key)}: {_text(item)}" for key, item in value.items()) + "}"
    if type(value) is float:
        value += 0.0  # there is no minus zero for a beginner
        return repr(round(value, 6)) if abs(value) >= 1e-4 or value == 0 else format(value, ".6g")
    return show(value, MOST)
