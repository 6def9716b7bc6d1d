"""Whether something was learned from the right rows only.

Canary rows are test rows moved far away. Who learns from the training rows alone gives
the same with them as without; who counted them in gives something else. No reference is
needed, and every way to peek is found: a mean, a median, a maximum, a selection.
"""

from __future__ import annotations

import importlib
from collections.abc import Callable
from typing import Any

import numpy as np

from ascent.testing.api import AuthorError, Failed
from ascent.testing.expect.floats import floats
from ascent.testing.expect.values import alike, is_number, same
from ascent.testing.expect.words import cap, missing_return, what
from ascent.testing.handles import Handle, is_given

FAR = 1000


def canaries(rows: Any, *, far: int = FAR) -> Any:
    """A copy of rows (an array, a DataFrame, a Series) whose numbers are moved by `far`
    times their size, and their order turned round. Texts, truth values and gaps stay."""
    if type(rows) is np.ndarray:
        return _moved(rows, far)[::-1].copy() if rows.dtype.kind in "iuf" else rows[::-1].copy()
    pd = importlib.import_module("pandas")
    if isinstance(rows, pd.Series):
        moved = _moved(rows.to_numpy(), far) if _is_numeric(rows) else rows.to_numpy()
        return pd.Series(moved[::-1].copy(), index=rows.index, name=rows.name)
    if isinstance(rows, pd.DataFrame):
        return pd.DataFrame({name: canaries(rows[name], far=far) for name in rows.columns})
    raise AuthorError("expect.canaries takes an array, a DataFrame or a Series.")


def _is_numeric(column: Any) -> bool:
    return getattr(column.dtype, "kind", "O") in "iuf"


def _moved(values: Any, far: int) -> Any:
    if values.dtype.kind in "iu":
        return values + far * max(1, int(np.abs(values).max(initial=1)))
    size = np.nanmax(np.abs(values), axis=0, initial=0.0)
    return values + far * np.where(size > 0, size, 1.0)


def fitted_without(
    run: Callable[[Any, Any], Any], train: Any, test: Any, *, name: str = "the result"
) -> None:
    """`run(train, test)` gives what was learned, or made of the training rows; it stays the
    same when the test rows are canaries. `name` is a plural: "the scaled training rows".

        expect.fitted_without(
            lambda train, test: learner.scale(train, test)[0],
            train, test, name="the scaled training rows",
        )
    """
    before = _value(run(train, test), name)
    # Both ways: a median does not notice that the largest rows become larger.
    after = (_value(run(train, canaries(test, far=far)), name) for far in (FAR, -FAR))
    if all(_alike(before, one) for one in after):
        return
    if not _alike(before, _value(run(train, test), name)):
        raise _by_luck(name)
    raise Failed(
        f"Other test rows give other values for {name}: they come from training and test "
        "together. The test rows stand for the future; learn from the training rows alone."
    )


def each_alone(run: Callable[[Any], Any], test: Any, *, name: str = "the result") -> None:
    """`run(test)` gives one value or row per test row, and each stays the same whatever other
    test rows stand beside it: nothing is learned from the test rows."""
    keep = max(1, len(test) // 2)

    def first(rows: Any) -> Any:
        return _head(_one_each(_value(run(rows), name), len(rows), name), keep)

    before = first(test)
    mixed = [
        _joined(_head(test, keep), _tail(canaries(test, far=far), keep)) for far in (FAR, -FAR)
    ]
    if all(_alike(before, first(rows)) for rows in mixed):
        return
    if not _alike(before, first(test)):
        raise _by_luck(name)
    raise Failed(
        f"The same test rows give other values for {name} when other rows stand beside them: "
        "something is learned from the test rows. Learn it from the training rows, then apply it."
    )


def learned_from(
    got: Any,
    statistic: Callable[[Any], Any],
    train: Any,
    test: Any,
    *,
    name: str = "the learned value",
    rtol: float = 1e-6,
) -> None:
    """`got` is `statistic(train)`, and told apart from that of all rows and that of the test
    rows: `expect.learned_from(model.mean_.get(), lambda rows: rows.mean(axis=0), train, test)`.
    """
    outcomes = [np.asarray(statistic(rows), dtype=float) for rows in (train, _joined(train, test))]
    outcomes.append(np.asarray(statistic(test), dtype=float))
    of_train, of_all, of_test = outcomes
    if np.allclose(of_train, of_all, rtol=1e-3) or np.allclose(of_train, of_test, rtol=1e-3):
        raise AuthorError("Training and test rows are too alike to be told apart: use canaries.")
    value = floats(got)
    if value is None:
        raise Failed(f"{cap(name)} holds something else than numbers.")
    if value.shape != of_train.shape:
        raise Failed(f"{cap(name)} has shape {value.shape}; expected {of_train.shape}.")
    if np.allclose(value, of_train, rtol=rtol):
        return
    if np.allclose(value, of_all, rtol=rtol):
        raise Failed(
            f"{cap(name)} comes from training and test together. The test rows stand for the "
            "future; learn from the training rows alone."
        )
    if np.allclose(value, of_test, rtol=rtol):
        raise Failed(f"{cap(name)} comes from the test rows. Learn from the training rows.")
    raise Failed(f"{cap(name)} is neither that of the training rows nor that of all rows.")


def _by_luck(name: str) -> Failed:
    return Failed(
        f"The same rows give other values for {name} each time. Fix what is drawn at random: "
        "set `random_state`, or a seed."
    )


def _value(found: Any, name: str) -> Any:
    if type(found) is Handle:
        if is_given(found):
            raise Failed(f"{cap(name)}: {what(found)} came back; plain data is expected.")
        raise AuthorError("A handle cannot be compared. Give values: `model.mean_.get()`.")
    if (inside := _object_in(found)) is not None:
        raise Failed(f"{cap(name)}: {what(inside)} is in what came back; plain data is expected.")
    return found


def _object_in(found: Any) -> Handle | None:
    """An object that stayed in the learner process, inside of what came from there."""
    if type(found) is Handle:
        return found
    if type(found) is np.ndarray and found.dtype.kind == "O":
        found = found.ravel().tolist()
    if type(found) is dict:
        found = list(found.values())
    inside = map(_object_in, found) if type(found) in (list, tuple) else ()
    return next((one for one in inside if one is not None), None)


def _one_each(found: Any, count: int, name: str) -> Any:
    """`found` if it has one value or row for each test row. Raises Failed."""
    shape = getattr(found, "shape", None)
    rows = len(found) if type(found) in (list, tuple) else shape[0] if shape else None
    if rows != count:
        raise Failed(
            f"{cap(name)}: {what(found)} came back; one value or row for each of {count} rows is "
            f"expected.{missing_return(found)}"
        )
    return found


def _head(rows: Any, count: int) -> Any:
    return rows.iloc[:count] if hasattr(rows, "iloc") else rows[:count]


def _tail(rows: Any, count: int) -> Any:
    return rows.iloc[count:] if hasattr(rows, "iloc") else rows[count:]


def _joined(one: Any, other: Any) -> Any:
    if type(one) is np.ndarray:
        return np.concatenate([one, other])
    pd = importlib.import_module("pandas")
    return pd.concat([one, other])


def _alike(one: Any, other: Any) -> bool:
    """Whether two answers of learner code are the same within rounding."""
    if type(one) is not type(other):
        return False
    if isinstance(one, list | tuple):
        return len(one) == len(other) and all(map(_alike, one, other))
    if isinstance(one, dict):
        return alike(one.keys(), other.keys()) and all(_alike(one[key], other[key]) for key in one)
    if hasattr(one, "to_numpy"):
        one, other = one.to_numpy(), other.to_numpy()
    if type(one) is np.ndarray:
        return _same_arrays(one, other)
    return same(one, other) or (_is_missing(one) and _is_missing(other))


def _is_missing(value: Any) -> bool:
    """Whether it is one of the values that equal nothing: nan, NaT, NA."""
    if type(value).__name__ in ("NaTType", "NAType"):
        return True
    return (is_number(value) or type(value) is complex) and bool(value != value)


def _same_arrays(one: Any, other: Any) -> bool:
    if one.shape != other.shape:
        return False
    if one.dtype.kind in "biufc" and other.dtype.kind in "biufc":
        size = float(np.nanmax(np.abs(one[np.isfinite(one)]), initial=0.0))
        return bool(np.allclose(one, other, rtol=1e-6, atol=1e-9 * size, equal_nan=True))
    return all(map(_alike, one.ravel().tolist(), other.ravel().tolist()))
