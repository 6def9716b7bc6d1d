"""Whether plain data has exactly the shape of a dataclass, before anybody builds it.

What comes over a socket is checked against the type hints of the value that it claims to be:
every field there and no other, every type exact. So `from_json` meets no surprise, and a new
field of a result is checked without a line here.
"""

from __future__ import annotations

import base64
import binascii
import functools
import types
import typing
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from typing import Any, Literal, Union, get_args, get_origin


class WrongShape(ValueError):
    """Plain data that is not what it claims to be: where, and what was expected."""


def check(expected: Any, value: Any, where: str = "the value") -> None:
    """Raise WrongShape unless `value` is the JSON form of `expected`, a type hint.

    In JSON, a tuple is a list and bytes are base64.
    """
    origin, parts = get_origin(expected), get_args(expected)
    if expected is Any:
        return
    if origin is Literal:
        _require(type(value) is str and value in parts, where, "one of the known words")
    elif origin in (Union, types.UnionType):
        _check_any(parts, value, where)
    elif origin is tuple:
        _check_list(parts[0], value, where)
    elif origin in (dict, Mapping):
        _check_mapping(parts[1], value, where)
    elif is_dataclass(expected):
        _check_fields(expected, value, where)
    else:
        _require(PLAIN[expected](value), where, getattr(expected, "__name__", "None"))


def _is_base64(value: Any) -> bool:
    try:
        return type(value) is str and base64.b64decode(value, validate=True) is not None
    except (binascii.Error, ValueError):
        return False


PLAIN: dict[Any, Any] = {
    str: lambda value: type(value) is str,
    bool: lambda value: type(value) is bool,
    int: lambda value: type(value) is int,
    float: lambda value: type(value) in (int, float),
    bytes: _is_base64,
    type(None): lambda value: value is None,
}


def _require(fine: bool, where: str, expected: str) -> None:
    if not fine:
        raise WrongShape(f"{where} is not {expected}.")


def _check_any(options: tuple[Any, ...], value: Any, where: str) -> None:
    for option in options:
        try:
            return check(option, value, where)
        except WrongShape:
            continue
    raise WrongShape(f"{where} has none of the types that it may have.")


def _check_list(item: Any, value: Any, where: str) -> None:
    _require(type(value) is list, where, "a list")
    for number, one in enumerate(value):
        check(item, one, f"{where}[{number}]")


def _check_mapping(item: Any, value: Any, where: str) -> None:
    _require(type(value) is dict, where, "a table of names")
    for name, one in value.items():
        check(item, one, f"{where}.{name[:40]}")


def _check_fields(expected: Any, value: Any, where: str) -> None:
    hints = _hints(expected)
    _require(type(value) is dict and value.keys() == hints.keys(), where, "made of its fields")
    for name, hint in hints.items():
        check(hint, value[name], f"{where}.{name}")


@functools.cache
def _hints(expected: Any) -> dict[str, Any]:
    known = typing.get_type_hints(expected)
    return {field.name: known[field.name] for field in fields(expected)}
