"""Expectations that say exactly what differs, and never what the answer is.

Each takes what the learner's code gave (`got`), what a right answer looks like, and
`name`, the words for it in messages. Each raises Failed or returns nothing.
"""

from __future__ import annotations

import ast
import builtins
import importlib
import math
from typing import TYPE_CHECKING, Any

from ascent.testing.api import AuthorError, Failed
from ascent.testing.remote import Handle, kind_of

if TYPE_CHECKING:
    import numpy as np

kind_ = builtins.type  # `type` is one of the expectations here

_WORDS = {
    "NoneType": "None",
    "bool": "a truth value",
    "int": "a whole number",
    "float": "a float",
    "str": "a text",
    "list": "a list",
    "tuple": "a tuple",
    "dict": "a dict",
    "set": "a set",
    "ndarray": "a NumPy array",
    "DataFrame": "a DataFrame",
    "Series": "a Series",
}


def array(
    got: Any,
    like: Any,
    *,
    name: str = "the result",
    rtol: float = 1e-6,
    atol: float = 1e-8,
    dtype: Any = None,
) -> None:
    """`got` is a NumPy array of the shape of `like` and close to it everywhere."""
    import numpy as np

    want = np.asarray(like)
    if kind_(got) is not np.ndarray:
        raise Failed(f"{_cap(name)} is {what(got)}; a NumPy array is expected.{_hint(got)}")
    if got.shape != want.shape:
        raise Failed(_shapes(name, got.shape, want.shape))
    if dtype is not None and got.dtype != np.dtype(dtype):
        raise Failed(f"{_cap(name)} has dtype {got.dtype}; expected {np.dtype(dtype)}.")
    _close(got, want, name, rtol, atol)


def number(got: Any, like: float, *, name: str = "the result", tol: float = 1e-6) -> None:
    """`got` is one finite number within `tol` of `like` (relative to it where it is above 1)."""
    value = _number(got, name)
    if not abs(value - like) <= tol * max(1.0, abs(like)):
        side = "larger" if value > like else "smaller"
        raise Failed(f"{_cap(name)} is {_show(value)}; a {side} number than expected.")


def between(got: Any, low: float, high: float, *, name: str = "the result") -> None:
    """`got` is one finite number with low <= got <= high. The bounds are shown."""
    value = _number(got, name)
    if not low <= value <= high:
        raise Failed(
            f"{_cap(name)} is {_show(value)}; a number from {_show(low)} to {_show(high)} "
            "is expected."
        )


def equal(got: Any, like: Any, *, name: str = "the result") -> None:
    """`got` has the type and the value of `like`, both builtins."""
    if kind_(got) is not kind_(like) and not (_is_number(got) and _is_number(like)):
        raise Failed(f"{_cap(name)} is {what(got)}; {what(like)} is expected.{_hint(got)}")
    if isinstance(like, list | tuple) and len(got) != len(like):
        raise Failed(f"{_cap(name)} has {len(got)} items; {len(like)} are expected.")
    if isinstance(like, dict) and got.keys() != like.keys():
        raise Failed(_keys(name, got, like))
    for at, one, other in _parts(got, like):
        if not _same(one, other):
            where = f"at {at!r}" if isinstance(like, dict) else f"at position {at}"
            raise Failed(f"{_cap(name)} differs {where}: you have {_show(one)} there.")
    if not _same(got, like):
        raise Failed(f"{_cap(name)} is {_show(got)}, which is not what is expected.")


def _parts(got: Any, like: Any) -> list[tuple[Any, Any, Any]]:
    """(place, yours, expected) for each part of two lists, tuples or dicts alike in size."""
    if isinstance(like, dict):
        return [(key, got[key], like[key]) for key in like]
    if isinstance(like, list | tuple):
        return [(at, got[at], like[at]) for at in range(len(like))]
    return []


def frame(got: Any, like: Any, *, name: str = "the table", order: bool = True) -> None:
    """`got` is a DataFrame with the columns, rows and values of `like`.

    With `order=False` neither the order of rows nor that of columns counts.
    """
    pd = importlib.import_module("pandas")

    if kind_(got) is not pd.DataFrame:
        raise Failed(f"{_cap(name)} is {what(got)}; a DataFrame is expected.{_hint(got)}")
    _columns(list(got.columns), list(like.columns), name, order)
    if len(got) != len(like):
        raise Failed(f"{_cap(name)} has {len(got)} rows; {len(like)} are expected.")
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

    if kind_(got) is not pd.Series:
        raise Failed(f"{_cap(name)} is {what(got)}; a Series is expected.{_hint(got)}")
    if len(got) != len(like):
        raise Failed(f"{_cap(name)} has {len(got)} values; {len(like)} are expected.")
    if not order:
        got, like = got.sort_index(), like.sort_index()
    _labels(got.index, like.index, name)
    _values(got, like, name)


def type(got: Any, kind: builtins.type, *, name: str = "the result") -> None:  # noqa: A001
    """`got` is exactly of class `kind`; numpy floats and integers count as float and int."""
    actual = kind_(got)
    if actual is kind:
        return
    if kind in (float, int) and _is_number(got) and actual is not bool:
        whole = "int" in actual.__name__
        if whole == (kind is int):
            return
    expected = _WORDS.get(kind.__name__, f"a {kind.__name__}")
    raise Failed(f"{_cap(name)} is {what(got)}; {expected} is expected.{_hint(got)}")


def calls(source: str, function: str) -> None:
    """The source calls `function`, by that name or as an attribute of that name."""
    for node in _walk(source):
        if isinstance(node, ast.Call) and _name_of(node.func) == function:
            return
    raise Failed(f"Your code does not call `{function}`. The task asks for it.")


def no_loop(source: str) -> None:
    """The source has no `for`, `while` or comprehension."""
    loops = (ast.For, ast.While, ast.AsyncFor, ast.ListComp, ast.SetComp, ast.DictComp)
    for node in _walk(source):
        if isinstance(node, (*loops, ast.GeneratorExp)):
            raise Failed(
                f"Your code has a loop in line {node.lineno}. Here the work is to be done on "
                "whole arrays, without one."
            )


def no_import(source: str, package: str) -> None:
    """The source does not import `package` or a part of it."""
    for node in _walk(source):
        names: list[str] = []
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            names = [node.module or ""]
        if any(one == package or one.startswith(f"{package}.") for one in names):
            raise Failed(
                f"Your code imports `{package}` in line {getattr(node, 'lineno', 0)}. "
                "Here you build it yourself, without that package."
            )


def figure(
    fig: Any,
    *,
    xlabel: bool | str = True,
    ylabel: bool | str = True,
    title: bool | str | None = None,
) -> None:
    """A figure has its labels: True asks for any text, a text asks for that word in it."""
    if not isinstance(fig, dict):
        raise AuthorError("expect.figure takes one of learner.figures.")
    wanted = {"xlabel": xlabel, "ylabel": ylabel, "title": title}
    words = {"xlabel": "label on its x-axis", "ylabel": "label on its y-axis", "title": "title"}
    functions = {"xlabel": "plt.xlabel", "ylabel": "plt.ylabel", "title": "plt.title"}
    for key, want in wanted.items():
        text = str(fig.get(key, ""))
        if want and not text.strip():
            raise Failed(f"The figure has no {words[key]}. Add one with `{functions[key]}(...)`.")
        if isinstance(want, str) and want.lower() not in text.lower():
            raise Failed(f"The {words[key]} is {text!r}; it is expected to say {want!r}.")


# --- words ----------------------------------------------------------------------


def what(got: Any) -> str:
    """A value in words: its kind and size, never its contents."""
    if kind_(got) is Handle:
        return f"an object of class {kind_of(got)}"
    kind = kind_(got).__name__
    if kind == "ndarray":
        return f"a NumPy array of shape {got.shape}"
    if kind == "DataFrame":
        return f"a DataFrame of {got.shape[0]} rows and {got.shape[1]} columns"
    return _WORDS.get(kind, f"a {kind}")


def _hint(got: Any) -> str:
    return " Is a `return` missing?" if got is None else ""


def _cap(name: str) -> str:
    return name[:1].upper() + name[1:] if name.startswith("the ") else _code(name)


def _code(name: str) -> str:
    """A name that is code is shown as code."""
    return f"`{name}`" if "(" in name and "`" not in name else name[:1].upper() + name[1:]


def _show(value: Any) -> str:
    text = format(value, ".6g") if isinstance(value, float) else repr(value)
    return text if len(text) <= 80 else text[:77] + "..."


def _plain(value: Any) -> Any:
    """A numpy scalar as the Python value that people write."""
    return value.item() if hasattr(value, "item") else value


# --- comparisons ------------------------------------------------------------------


def _is_number(value: Any) -> bool:
    if kind_(value) in (int, float):
        return True
    kind = kind_(value)
    return kind.__module__ == "numpy" and hasattr(value, "item") and not hasattr(value, "__len__")


def _number(got: Any, name: str) -> float:
    """`got` as a float if it is one finite number."""
    if hasattr(got, "item") and _is_number(got):
        got = got.item()
    if kind_(got) not in (int, float):
        raise Failed(f"{_cap(name)} is {what(got)}; one number is expected.{_hint(got)}")
    if not math.isfinite(got):
        raise Failed(f"{_cap(name)} is {got}, which is not a finite number.")
    return float(got)


def _same(one: Any, other: Any) -> bool:
    """Equality of builtins; floats within rounding; never asks a remote object."""
    if kind_(one) is Handle:
        return False
    if _is_number(one) and _is_number(other):
        return math.isclose(float(one), float(other), rel_tol=1e-9, abs_tol=1e-12)
    if kind_(one) is not kind_(other):
        return False
    if isinstance(other, list | tuple):
        return len(one) == len(other) and all(map(_same, one, other))
    if isinstance(other, dict):
        return one.keys() == other.keys() and all(_same(one[key], other[key]) for key in other)
    same = one == other
    return bool(same.all()) if hasattr(same, "all") else bool(same)


def _keys(name: str, got: dict[Any, Any], like: dict[Any, Any]) -> str:
    if missing := [key for key in like if key not in got]:
        return f"{_cap(name)} has no key {missing[0]!r}."
    extra = [key for key in got if key not in like]
    return f"{_cap(name)} has the key {extra[0]!r}, which is not expected."


def _shapes(name: str, got: tuple[int, ...], want: tuple[int, ...]) -> str:
    text = f"{_cap(name)} has shape {got}; expected {want}"
    if got == (*want, 1):
        return f"{text}: drop the last axis."
    if want == (*got, 1):
        return f"{text}: add a last axis."
    if got == want[::-1]:
        return f"{text}: rows and columns are swapped."
    if got == ():
        return f"{text}: you gave one number."
    return f"{text}."


def _close(got: np.ndarray, want: np.ndarray, name: str, rtol: float, atol: float) -> None:
    import numpy as np

    if want.dtype.kind in "OSUMmb" or got.dtype.kind not in "biufc":
        if got.dtype.kind != want.dtype.kind:
            raise Failed(f"{_cap(name)} has dtype {got.dtype}; expected {want.dtype}.")
        wrong = ~np.asarray(got == want)
    else:
        finite = np.isfinite(want)
        if bad := int((~np.isfinite(got) & finite).sum()):
            raise Failed(
                f"{_cap(name)} holds {bad} value{'s' * (bad != 1)} that "
                f"{'is' if bad == 1 else 'are'} not a finite number (nan or infinity)."
            )
        wrong = ~np.isclose(got, want, rtol=rtol, atol=atol, equal_nan=True)
    if count := int(wrong.sum()):
        raise Failed(_differs(name, wrong, got, count))


def _differs(name: str, wrong: np.ndarray, got: np.ndarray, count: int) -> str:
    import numpy as np

    if wrong.ndim == 0:
        return f"{_cap(name)} is {_show(got.item())}, which is not what is expected."
    place = [int(at) for at in np.argwhere(wrong)[0]]
    where = place[0] if len(place) == 1 else tuple(place)
    if count == wrong.size:
        return f"{_cap(name)} has the right shape; all {count} values differ from the expected."
    return (
        (
            f"{_cap(name)} has the right shape; {count} of {wrong.size} values differ, "
            f"the first at [{where}], where you have {_show(got[tuple(place)].item())}."
        )
        .replace("[(", "[")
        .replace(")]", "]")
    )


def _columns(got: list[Any], want: list[Any], name: str, order: bool) -> None:
    if missing := [column for column in want if column not in got]:
        raise Failed(f"{_cap(name)} has no column {missing[0]!r}.")
    if extra := [column for column in got if column not in want]:
        raise Failed(f"{_cap(name)} has the column {extra[0]!r}, which is not expected.")
    if order and got != want:
        raise Failed(f"{_cap(name)} has the right columns in another order.")


def _labels(got: Any, want: Any, name: str) -> None:
    if not got.equals(want) and not _same(got.tolist(), want.tolist()):
        hint = ""
        if sorted(map(str, got)) == sorted(map(str, want)):
            hint = " The same rows are there in another order."
        raise Failed(f"The index (the row labels) of {name} is not the expected one.{hint}")


def _values(got: Any, want: Any, name: str) -> None:
    """Values of one column: numbers within rounding, others equal, missing where missing."""
    import numpy as np

    pd = importlib.import_module("pandas")

    gone, expected_gone = got.isna().to_numpy(), want.isna().to_numpy()
    if (gone != expected_gone).any():
        raise Failed(
            f"{_cap(name)} has {int(gone.sum())} missing values; "
            f"{int(expected_gone.sum())} are expected."
            if gone.sum() != expected_gone.sum()
            else f"{_cap(name)} has its missing values in other rows than expected."
        )
    numeric = pd.api.types.is_numeric_dtype
    if numeric(want) != numeric(got):
        raise Failed(f"{_cap(name)} has dtype {got.dtype}; expected {want.dtype}.")
    here, there = got[~gone], want[~gone]
    if numeric(want):
        close = np.isclose(here.to_numpy(float), there.to_numpy(float), rtol=1e-6, atol=1e-8)
    else:
        pairs = zip(here.tolist(), there.tolist(), strict=True)
        close = np.array([_same(one, other) for one, other in pairs], dtype=bool)
    if count := int((~close).sum()):
        at = int(np.argmin(close))
        label, value = _plain(here.index[at]), _show(_plain(here.iloc[at]))
        raise Failed(
            f"{_cap(name)} differs in {count} of {len(want)} rows, "
            f"the first with the label {label!r}, where you have {value}."
        )


def _sortable(column: Any) -> Any:
    return column.astype(str) if column.dtype == object else column


# --- source -----------------------------------------------------------------------


def _walk(source: str) -> list[Any]:
    try:
        return list(ast.walk(ast.parse(source)))
    except SyntaxError as error:
        raise Failed(f"Your code has a syntax error in line {error.lineno}.") from None


def _name_of(node: ast.expr) -> str:
    if isinstance(node, ast.Attribute):
        return node.attr
    return node.id if isinstance(node, ast.Name) else ""
