"""The types that every content file is made of."""

from __future__ import annotations

import re
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, Strict, StringConstraints

ID_PATTERN = r"^[a-z0-9]+(-[a-z0-9]+)*$"
_ID = re.compile(ID_PATTERN)

Id = Annotated[str, StringConstraints(pattern=ID_PATTERN, max_length=80)]
Text = Annotated[str, StringConstraints(pattern=r"\S")]
Whole = Annotated[int, Strict()]
Number = Annotated[float, Strict()]
Flag = Annotated[bool, Strict()]
Weight = Annotated[float, Strict(), Field(gt=0, le=1)]
Share = Annotated[float, Strict(), Field(ge=0, le=1)]
Kit = Literal["data", "deep"]

SkillWeights = Annotated[
    dict[Id, Weight],
    Field(
        min_length=1,
        description="Skills that this is evidence about, each with a weight above 0 and at most 1. "
        "The first one is the main skill.",
    ),
]


def is_id(word: str) -> bool:
    """Whether `word` has the form of an id: words of a-z and 0-9 joined by single dashes."""
    return len(word) <= 80 and _ID.match(word) is not None


class Strictly(BaseModel):
    """A table that allows no key it does not know and never changes."""

    model_config = ConfigDict(
        extra="forbid", frozen=True, allow_inf_nan=False, validate_by_name=True
    )


class Entry(Strictly):
    """Anything in a pack that has an id."""

    id: Id = Field(description="Its name for ever: written once, independent of the folder.")
    was: tuple[Id, ...] = Field(
        default=(), description="Ids that this was published under before, if it was renamed."
    )
    replaces: Flag = Field(
        default=False,
        description="True in a pack that is laid over another, when this takes the place of the "
        "other's entry with the same id.",
    )
