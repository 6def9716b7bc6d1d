"""What a pack holds beside its activities: the map, the interests, the data, the figures.

`...File` and `...Entry` models are what authors write (JSON Schemas are made from them); the
models without a suffix add what the loader knows: the area, the folder, the text beside it.
"""

from __future__ import annotations

import datetime
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field

from ascent.curriculum.base import Entry, Id, Kit, Strictly, Text, Weight, Whole

Depth = Literal["use", "explain", "build"]


class PackFile(Strictly):
    """pack.toml: what this pack is."""

    format: Whole = Field(description="Version of the content format: 1.")
    id: Id = Field(description="The pack's own id.")
    title: Text = Field(description="What people call it.")
    licence: Text = Field(description="Licence of the content, as an SPDX id: CC-BY-4.0.")
    version: Text = Field(description="Version of this pack.")


class Area(Entry):
    """A part of the field."""

    title: Text = Field(description="A few words, as on a map.")
    about: Text = Field(description="One or two sentences on what lies here.")


class TopicEntry(Entry):
    """A subject inside an area."""

    title: Text = Field(description="A few words, as on a map.")
    about: Text = Field(description="One or two sentences on what it is about.")


class Topic(TopicEntry):
    area: Id


class Prerequisite(Strictly):
    """A skill that another skill builds on."""

    skill: Id = Field(description="Id of the skill that comes before.")
    weight: Weight = Field(default=1.0, description="How much it matters, above 0 and at most 1.")
    credit: float = Field(
        default=0.0,
        ge=0,
        le=1,
        description="Share of a review that using the upper skill gives to this one. Leave it at 0 "
        "until due reviews confirm that it is remembered that well.",
    )


def _spelled_out(value: Any) -> Any:
    return {"skill": value} if isinstance(value, str) else value


Prerequisites = tuple[
    Annotated[
        Prerequisite, BeforeValidator(_spelled_out, json_schema_input_type=str | Prerequisite)
    ],
    ...,
]


class SkillEntry(Entry):
    """The smallest thing that can be known and checked."""

    title: Text = Field(description="What somebody who has it can do, in a few words.")
    topic: Id = Field(description="Id of its topic.")
    depth: Depth = Field(description="use it, explain it, or build it from nothing.")
    minutes: Whole = Field(ge=1, le=600, description="Minutes to learn it, honestly.")
    about: Text = Field(description="One sentence.")
    needed: Prerequisites = Field(
        default=(), description="Skills without which this cannot be attempted."
    )
    helps: Prerequisites = Field(
        default=(), description="Skills that help, and are explained when met."
    )


class Skill(SkillEntry):
    area: Id


class AreasFile(Strictly):
    """map/areas.toml."""

    areas: tuple[Area, ...] = Field(alias="area", description="The parts of the field.")


class AreaMapFile(Strictly):
    """map/<area>.toml: the topics and skills of one area."""

    area: Id = Field(description="Id of the area.")
    topics: tuple[TopicEntry, ...] = Field(default=(), alias="topic")
    skills: tuple[SkillEntry, ...] = Field(default=(), alias="skill")


class Column(Strictly):
    """A column of a table."""

    name: Text = Field(description="Its name in the file.")
    about: Text = Field(description="What it holds, with the unit.")


class DataFile(Entry):
    """data/<id>/source.toml: a data set and where it comes from."""

    title: Text = Field(description="What people call it.")
    about: Text = Field(description="What one row is, and who collected it why.")
    rows: Whole = Field(ge=1, description="Number of rows.")
    columns: tuple[Column, ...] = Field(min_length=1, description="Its columns, in order.")
    file: Text | None = Field(default=None, description="File in this folder.")
    package: Text | None = Field(
        default=None, description="Instead of `file`: the installed package that carries it."
    )
    member: Text | None = Field(
        default=None, description="With `package`: path inside the kit's site-packages."
    )
    reads_as: Text = Field(
        alias="as", pattern=r"^[\w.-]+$", description="File name that learner code reads."
    )
    sha256: str = Field(pattern=r"^[0-9a-f]{64}$", description="SHA-256 sum of the file.")
    source: Text = Field(description="Where it was taken from, with an address.")
    licence: Text = Field(description="Its licence.")
    licence_url: Text = Field(description="Where the licence is written.")
    retrieved: datetime.date = Field(description="The day on which it was taken.")
    changes: Text = Field(description="What was changed since, or `none`.")
    hidden: Text | None = Field(
        default=None, description="File in this folder with rows that only checks may read."
    )
    kit: Kit = Field(default="data", description="With `package`: the kit that has it.")


class Data(DataFile):
    folder: Path
    hidden_sha256: str | None = None

    @property
    def path(self) -> Path | None:
        """The shipped file; None when a package of the kit carries the data."""
        return self.folder / self.file if self.file else None

    @property
    def hidden_path(self) -> Path | None:
        """Rows that only checks may read, if there are any."""
        return self.folder / self.hidden if self.hidden else None


class InterestFile(Entry):
    """interests/<id>/interest.toml: a part of the field that a learner can pin."""

    title: Text = Field(description="What people call it.")
    tagline: Text = Field(description="One line that makes somebody want it.")
    stack: tuple[Text, ...] = Field(
        min_length=1, description="What people use for it, the highest-level library first."
    )
    tour: Id = Field(description="The tour through its reference project.")
    project: Id = Field(description="The project that its loop ends in.")
    first: Id = Field(description="The very first exercise.")
    first_model: tuple[Id, ...] = Field(
        min_length=1, description="Skills that are needed for the first working model."
    )
    skills: tuple[Id, ...] = Field(min_length=1, description="Goal skills.")
    data: tuple[Id, ...] = Field(default=(), description="Data that it works on.")
    figure: Id = Field(description="The figure that stands for it.")


class Interest(InterestFile):
    folder: Path
    text: str = Field(description="interest.md, the landscape.")


class Figure(Entry):
    """figures/<id>.py: a picture that the pack's own Python draws."""

    caption: str
    data: tuple[Id, ...] = ()
    path: Path
    content_hash: str
