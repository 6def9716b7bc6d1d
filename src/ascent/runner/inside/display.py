"""The value of a cell's last line, as the page shows it."""

from __future__ import annotations

import sys
from typing import Any

MAX_ROWS = 30
MAX_COLUMNS = 30
MAX_REPR = 10_000
MAX_CELL = 200


def show(value: Any) -> tuple[str | None, dict[str, Any] | None]:
    """`value` as (text, table): at most one of the two; neither for None and for figures."""
    if value is None or type(value).__module__.partition(".")[0] == "matplotlib":
        return None, None
    pd = sys.modules.get("pandas")
    if pd is not None and isinstance(value, pd.DataFrame):
        return None, table(value)
    if pd is not None and isinstance(value, pd.Series):
        return None, table(value.to_frame(value.name if value.name is not None else ""))
    return repr(value)[:MAX_REPR], None


def table(frame: Any) -> dict[str, Any]:
    """The head (and tail, when it is long) of a DataFrame, every cell as text."""
    rows, columns = frame.shape
    shown = frame.iloc[:, :MAX_COLUMNS]
    if rows > MAX_ROWS:
        pd = sys.modules["pandas"]
        half = MAX_ROWS // 2
        shown = pd.concat([shown.head(half), shown.tail(half)])
    return {
        "rows": rows,
        "columns": columns,
        "names": [_text(name) for name in shown.columns],
        "kinds": [str(kind) for kind in shown.dtypes],
        "index": [_text(label) for label in shown.index],
        "cells": [[_text(cell) for cell in row] for row in shown.itertuples(index=False)],
        "gap_after": MAX_ROWS // 2 if rows > MAX_ROWS else None,
    }


def _text(value: Any) -> str:
    if type(value).__name__ in ("float", "float64", "float32"):
        return format(float(value), ".6g")
    return str(value)[:MAX_CELL]
