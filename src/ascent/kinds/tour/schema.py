"""tour.toml."""

from __future__ import annotations

from pydantic import Field

from ascent.curriculum.asking import Question
from ascent.curriculum.base import Entry, Id, Kit, Share, SkillWeights, Strictly, Text, Whole


class Knob(Strictly):
    """A line that the reader may turn, to watch the output change."""

    line: Text = Field(description="Exact text of the line of project.py.")
    label: Text = Field(description="What is turned.")
    find: Text = Field(description="The text in the line that each choice takes the place of.")
    choices: tuple[Text, ...] = Field(
        min_length=2, max_length=6, description="The first one is the text as it is in the file."
    )
    shows: Text = Field(description="What to watch in the output.")


class Stop(Strictly):
    """A passage of the project and what there is to say about it."""

    title: Text = Field(description="A few words.")
    first: Text = Field(alias="from", description="Exact text of the passage's first line.")
    last: Text = Field(alias="to", description="Exact text of the passage's last line.")
    text: Text = Field(description="What these lines do and why it matters, in Markdown.")
    question: Question | None = Field(default=None, description="Something to answer here.")
    knob: Knob | None = Field(default=None, description="Something to turn here.")


class TourFile(Entry):
    """tour.toml: a guided walk through a finished project."""

    title: Text = Field(description="What the project is, in a few words.")
    about: Text = Field(description="What the reader will have seen.")
    goal: Text = Field(description="What the finished project does, in one sentence.")
    minutes: Whole = Field(ge=1, le=240, description="Minutes for the whole tour.")
    difficulty: Share = Field(default=0.0, description="From 0 (anyone) to 1 (hard).")
    kit: Kit = Field(default="data", description="Environment in which the project runs.")
    data: tuple[Id, ...] = Field(default=(), description="Data that the project reads.")
    skills: SkillWeights
    stops: tuple[Stop, ...] = Field(alias="stop", min_length=1, description="In file order.")
