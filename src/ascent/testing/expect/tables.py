"""Expectations of pandas tables and columns."""

from __future__ import annotations

import importlib
from typing import Any

from ascent.testing.api import Failed
from ascent.testing.expect.values import same
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
        columns = list(like.columns)
        got, like = (
            table[columns].sort_values(columns, key=_sortable).reset_index(drop=True)
            for table in (got, like)
        )
    _labels(got.index, like.index, name)
    for column in like.columns:
        _values(got[column], like[column], f"column {column!r} of {name}")


def series(got: Any, like: Any, *, name: str = "the column", order: bool = True) -> None:
    """`got` is a Series with the index and values of `like`."""
    pd = importlib.import_module("pandas")

    if type(got) is not pd.Series:
        raise Failed(f"{cap(name)} is {what(got)}; a Series is expected.{missing_return(got)}")
    if len(got) != len(like):
        raise Failed(f"{cap(name)} has {times(len(got), 'value')}; {len(like)} are expected.")
    if not order:
        got, like = got.sort_index(), like.sort_index()
    _labels(got.index, like.index, name)
    _values(got, like, name)


def _columns(got: list[Any], want: list[Any], name: str, order: bool) -> None:
    if missing := [column for column in want if column not in got]:
        raise Failed(f"{cap(name)} has no column {missing[0]!r}.")
    if extra := [column for column in got if column not in want]:
        raise Failed(f"{cap(name)} has the column {extra[0]!r}, which is not expected.")
    if len(got) != len(want):
        raise Failed(f"{cap(name)} has a column twice: {len(got)} columns, {len(want)} expected.")
    if order and got != want:
        raise Failed(f"{cap(name)} has the right columns in another order.")


def _labels(got: Any, want: Any, name: str) -> None:
    if got.equals(want) or same(got.tolist(), want.tolist()):
        return
    hint = ""
    if sorted(map(str, got)) == sorted(map(str, want)):
        hint = " The same rows are there in another order."
    elif got.tolist() == list(range(len(want))):
        hint = " Yours counts from 0; was it reset?"
    elif want.tolist() == list(range(len(got))):
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
    if numeric(want) != numeric(got):
        raise Failed(
            f"{cap(name)} has dtype {got.dtype}; expected {want.dtype}. Are numbers still "
            "texts, or the other way round?"
        )
    here, there = got[~gone], want[~gone]
    seen = ""
    if numeric(want):
        mine, theirs = here.to_numpy(float), there.to_numpy(float)
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
            f"the first with the label {label!r}, where you have {value}.{seen}"
        )


def _sortable(column: Any) -> Any:
    return column.astype(str) if column.dtype == object else column
