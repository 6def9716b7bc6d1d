"""How values, names and kinds are worded in a message."""

from __future__ import annotations

from typing import Any

from ascent.testing.remote import Handle, kind_of

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
MAX_SHOWN = 80


def what(got: Any) -> str:
    """A value in words: its kind and size, never its contents."""
    if type(got) is Handle:
        return f"an object of class {kind_of(got)}"
    kind = type(got).__name__
    if kind == "ndarray":
        return f"a NumPy array of shape {got.shape}"
    if kind == "DataFrame":
        return f"a DataFrame of {got.shape[0]} rows and {got.shape[1]} columns"
    return kind_in_words(kind)


def kind_in_words(kind: str) -> str:
    """A class by its name, in words."""
    return _WORDS.get(kind, f"a {kind}")


def missing_return(got: Any) -> str:
    """A question for whoever forgot `return`, with a space in front; empty for all others."""
    return " Is a `return` missing?" if got is None else ""


def cap(name: str) -> str:
    """`name` as the beginning of a sentence; a name that is code is shown as code."""
    if "`" not in name and not name.startswith("the ") and ("(" in name or _is_name(name)):
        return f"`{name}`"
    return name[:1].upper() + name[1:]


def _is_name(text: str) -> bool:
    """Whether it is a name of a program, and no word: `off_by`, `model.mean_`."""
    return " " not in text and ("_" in text or "." in text)


def show(value: Any, most: int = MAX_SHOWN) -> str:
    """A value in a few characters."""
    if type(value) is Handle:
        return what(value)
    try:
        text = format(value, ".6g") if issubclass(type(value), float) else repr(value)
    except Exception:  # a number of 10,000 digits, a table of objects: it has no text
        text = what(value)
    return text if len(text) <= most else text[: most - 3] + "..."


def plain(value: Any) -> Any:
    """A numpy scalar as the Python value that people write."""
    return value.item() if type(value).__module__ == "numpy" and value.ndim == 0 else value


def times(count: int, thing: str) -> str:
    """`1 row`, `3 rows`."""
    return f"{count} {thing}{'s' * (count != 1)}"


def place(at: tuple[int, ...] | list[int]) -> str:
    """A place in an array as one writes it: `[2]`, `[1, 2]`."""
    return f"[{', '.join(str(int(one)) for one in at)}]"
