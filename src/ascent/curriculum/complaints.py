"""Turns pydantic's errors into sentences with a rule, a place and a hint."""

from __future__ import annotations

import typing
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from pydantic import BaseModel, TypeAdapter, ValidationError

from ascent.curriculum.problems import did_you_mean, family_rule
from ascent.curriculum.toml import Loc

_ID_HINT = "Use words of a-z and 0-9 joined by single dashes, such as `train-test-split`."


@dataclass(frozen=True)
class Complaint:
    rule: str
    loc: Loc
    message: str
    hint: str


def complaints(error: ValidationError, model: Any, family: str) -> Iterator[Complaint]:
    """One complaint for every error of a validation."""
    for item in error.errors(include_url=False, include_context=True):
        yield _complaint(item, model, family)


def _complaint(item: Any, model: Any, family: str) -> Complaint:
    loc: Loc = item["loc"]
    name = _name(loc)
    kind, value = item["type"], item["input"]
    if kind == "missing":
        return Complaint(family_rule(family, 2), loc, f"`{name}` is missing.", f"Add {name}.")
    if kind == "extra_forbidden":
        hint = did_you_mean(name, _keys(model), "Take it out.")
        return Complaint(family_rule(family, 3), loc, f"`{name}` is no key of this table.", hint)
    if kind in ("union_tag_not_found", "union_tag_invalid"):
        return _tag_complaint(item, family)
    if kind == "string_pattern_mismatch" and "[a-z0-9]" in item["ctx"]["pattern"]:
        rule = "ids.E802"
        return Complaint(rule, loc, f"`{name}` is {value!r}, which is no id.", _ID_HINT)
    if kind == "string_pattern_mismatch" and item["ctx"]["pattern"] == r"\S":
        return Complaint(family_rule(family, 4), loc, f"`{name}` is empty.", f"Write {name}.")
    said = item["msg"].replace("Input should be", "should be").replace("Value error, ", "")
    if kind == "literal_error":
        hint = did_you_mean(str(value), _quoted(item["ctx"]["expected"]))
        return Complaint(
            family_rule(family, 4), loc, f"`{name}` {said}; found {_short(value)}.", hint
        )
    return Complaint(family_rule(family, 4), loc, f"`{name}`: {said}; found {_short(value)}.", "")


def _tag_complaint(item: Any, family: str) -> Complaint:
    loc: Loc = (*item["loc"], "kind")
    if item["type"] == "union_tag_not_found":
        hint = 'Say which kind of question this is, such as kind = "one-of".'
        return Complaint(family_rule(family, 2), loc, "`kind` is missing.", hint)
    tag, known = item["ctx"]["tag"], _quoted(item["ctx"]["expected_tags"])
    hint = did_you_mean(tag, known, "Known kinds: " + ", ".join(known) + ".")
    return Complaint(family_rule(family, 4), loc, f"`kind` is {tag!r}, which is unknown.", hint)


def _name(loc: Loc) -> str:
    """The key that the author wrote: the last part that is a word."""
    words = [part for part in loc if isinstance(part, str) and part != "[key]"]
    return words[-1] if words else "the file"


def _short(value: Any) -> str:
    text = repr(value)
    return text if len(text) <= 60 else text[:57] + "..."


def _quoted(text: str) -> list[str]:
    return text.split("'")[1::2]


@cache
def _keys_of(model: type[BaseModel]) -> frozenset[str]:
    keys: set[str] = set()
    for name, info in model.model_fields.items():
        keys.add(info.alias or name)
        for part in _parts(info.annotation):
            keys |= _keys_of(part)
    return frozenset(keys)


def _keys(model: Any) -> frozenset[str]:
    """Every key that a model knows, at any depth."""
    annotation = model._type if isinstance(model, TypeAdapter) else model
    return frozenset().union(*(_keys_of(part) for part in _parts(annotation)))


def _parts(annotation: Any) -> Iterator[type[BaseModel]]:
    """The models mentioned in a type."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for argument in typing.get_args(annotation):
        yield from _parts(argument)
