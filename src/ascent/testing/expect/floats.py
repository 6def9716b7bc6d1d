"""What learner code gave, as an array of floats, if it is made of numbers."""

from __future__ import annotations

from typing import Any

import numpy as np

from ascent.testing.expect.values import is_number


def floats(values: Any) -> Any:
    """An array of floats, or None where something else than real numbers is among `values`."""
    if not _countable(values):
        return None
    try:
        found = np.asarray(values)
        return found.astype(float) if found.dtype.kind in "biufO" else None
    except Exception:  # ragged lists, missing values, numbers of 400 digits, remote objects
        return None


def _countable(values: Any) -> bool:
    """Whether it is a number, an array, a column or a table, or a list of such. Anything else
    stays untouched: numpy would write a range of 10**15 numbers out."""
    kind = type(values)
    if kind in (list, tuple):
        return all(map(_countable, values))
    if kind is np.ndarray and values.dtype.kind == "O":
        return all(map(_countable, values.ravel().tolist()))
    return kind is bool or is_number(values) or kind.__module__.split(".")[0] in _PACKAGES


_PACKAGES = ("numpy", "pandas")
