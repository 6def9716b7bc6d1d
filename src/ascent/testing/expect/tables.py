"""Expectations of pandas tables and columns."""

from __future__ import annotations

import importlib
from typing import Any

from ascent.testing.api import Failed
from ascent.testing.expect.values import alike, same
from ascent.testing.expect.words import cap, missing_return, plain, show, times, what


def frame(got: Any, like: Any, *, name: str = "the table", order: bool = True) -> None:
    """`got` is a DataFrame with the columns, rows and values of `like`.

    With `order=False` neither the order of rows nor that of columns counts.
    """
    pd = importlib.import_module("pandas")

    if type(got) is not pd.DataFrame:
        raise Failed(f"{cap(name)} is {what(got)}; a DataFrame is expected.{missing_return(got)}")
    _columns(list(got.columns), list(like.columns), name, order)
    if len(got) != len(like):
        raise Failed(f"{cap(name)} has {times(len(got), 'row')}; {len(like)} are expected.")
    if not order:
        got, like = _sorted(_arranged(got, like), name), _sorted(like, name)
    _labels(got.index, like.index, name)
    for at, column in enumerate(like.columns):
        _values(got.iloc[:, at], like.iloc[:, at], f"column {column!r} of {name}")


def series(got: Any, like: Any, *, name: str = "the column", order: bool = True) -> None:
    """`got` is a Series with the index and values of `like`."""
    pd = importlib.import_module("pandas")

    if type(got) is not pd.Series:
        raise Failed(f"{cap(name)} is {what(got)}; a Series is expected.{missing_return(got)}")
    if len(got) != len(like):
        raise Failed(f"{cap(name)} has {times(len(got), 'value')}; {len(like)} are expected.")
    if not order:
        got, like = _by_label(got, name), like.sort_index()
    _labels(got.index, like.index, name)
    _values(got, like, name)


def _columns(got: list[Any], want: list[Any], name: str, order: bool) -> None:
    if missing := [column for column in want if not _among(column, got)]:
        raise Failed(f"{cap(name)} has no column {missing[0]!r}.")
    if extra := [column for column in got if not _among(column, want)]:
        raise Failed(f"{cap(name)} has the column {show(extra[0])}, which is not expected.")
    if len(got) != len(want):
        raise Failed(f"{cap(name)} has a column twice: {len(got)} columns, {len(want)} expected.")
    if order and not all(map(_same_label, got, want)):
        raise Failed(f"{cap(name)} has the right columns in another order.")
    if twice := [column for column in got if _times(column, got) != _times(column, want)]:
        raise Failed(f"{cap(name)} has the column {show(twice[0])} more often than expected.")


def _same_label(one: Any, other: Any) -> bool:
    return one is other or alike(one, other)


def _among(label: Any, labels: list[Any]) -> bool:
    return any(_same_label(label, one) for one in labels)


def _times(label: Any, labels: list[Any]) -> int:
    return sum(_same_label(label, one) for one in labels)


def _arranged(got: Any, like: Any) -> Any:
    """The table `got` with its columns in the order of those of `like`, and called as they."""
    places = list(range(got.shape[1]))
    found = []
    for column in like.columns:
        at = next(at for at in places if _same_label(got.columns[at], column))
        places.remove(at)
        found.append(at)
    return got.iloc[:, found].set_axis(like.columns, axis=1)


def _sorted(table: Any, name: str) -> Any:
    """The table with its rows in an order of their own. Raises Failed where there is none."""
    table = table.reset_index(drop=True)
    numbered = table.set_axis(range(table.shape[1]), axis=1)  # two may have one name
    try:
        order = numbered.sort_values(list(numbered.columns), key=_sortable).index
        return table.iloc[order].reset_index(drop=True)
    except Exception:  # values of several kinds, objects that stayed in the learner process
        raise Failed(f"The rows of {name} hold values that have no order.") from None


def _by_label(column: Any, name: str) -> Any:
    try:
        return column.sort_index()
    except Exception:  # labels of several kinds
        raise Failed(f"The index (the row labels) of {name} mixes kinds of labels.") from None


def _labels(got: Any, want: Any, name: str) -> None:
    if alike(got, want) or same(got.tolist(), want.tolist()):
        return
    hint = ""
    if sorted(map(show, got)) == sorted(map(show, want)):
        hint = " The same rows are there in another order."
    elif same(got.tolist(), list(range(len(want)))):
        hint = " Yours counts from 0; was it reset?"
    elif same(want.tolist(), list(range(len(got)))):
        hint = " Expected is a count from 0; `reset_index` makes one."
    raise Failed(f"The index (the row labels) of {name} is not the expected one.{hint}")


def _values(got: Any, want: Any, name: str) -> None:
    """Values of one column: numbers within rounding, others equal, missing where missing."""
    import numpy as np

    pd = importlib.import_module("pandas")

    gone, expected_gone = got.isna().to_numpy(), want.isna().to_numpy()
    if (gone != expected_gone).any():
        raise Failed(
            f"{cap(name)} has {int(gone.sum())} missing values; "
            f"{int(expected_gone.sum())} are expected."
            if gone.sum() != expected_gone.sum()
            else f"{cap(name)} has its missing values in other rows than expected."
        )
    numeric = pd.api.types.is_numeric_dtype
    if numeric(want) != numeric(got) or (_is_complex(got) and not _is_complex(want)):
        raise Failed(
            f"{cap(name)} has dtype {got.dtype}; expected {want.dtype}. Are numbers still "
            "texts, or the other way round?"
        )
    here, there = got[~gone], want[~gone]
    seen = ""
    if numeric(want):
        kind = complex if _is_complex(want) else float
        mine, theirs = here.to_numpy(kind), there.to_numpy(kind)
        close = np.isclose(mine, theirs, rtol=1e-6, atol=1e-8)
        if not close.all():
            from ascent.testing.expect import looks

            seen = looks.like_array(mine, theirs)
    else:
        pairs = zip(here.tolist(), there.tolist(), strict=True)
        close = np.array([same(one, other) for one, other in pairs], dtype=bool)
    if count := int((~close).sum()):
        at = int(np.argmin(close))
        label, value = plain(here.index[at]), show(plain(here.iloc[at]))
        raise Failed(
            f"{cap(name)} differs in {count} of {len(want)} rows, "
            f"the first with the label {show(label)}, where you have {value}.{seen}"
        )


def _is_complex(column: Any) -> bool:
    return getattr(column.dtype, "kind", "O") == "c"


def _sortable(column: Any) -> Any:
    return column.astype(str) if column.dtype == object else column
