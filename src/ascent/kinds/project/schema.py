"""project.toml."""

from __future__ import annotations

from pydantic import Field

from ascent.curriculum.base import Id, Strictly, Text
from ascent.curriculum.tasks import TaskFile


class Milestone(Strictly):
    """A part of the project that can be finished and checked by itself."""

    check: Text = Field(description="Name of the check function that decides it.")
    title: Text = Field(description="A few words.")
    about: Text = Field(description="What it is done by, in Markdown.")


class Applies(Strictly):
    """How a skill can be used in this project by somebody who closes a gap in it."""

    skill: Id = Field(description="Id of the skill.")
    check: Text = Field(description="Name of the check in applies.py that shows it.")
    task: Text = Field(description="What to change in the project, in Markdown.")


class ProjectFile(TaskFile):
    """project.toml: something of the learner's own, in milestones, with a report."""

    milestones: tuple[Milestone, ...] = Field(
        alias="milestone", min_length=1, description="Its parts, in order."
    )
    applies: tuple[Applies, ...] = Field(
        default=(), description="Ways to use one more skill in it, once it is made."
    )
    report: tuple[Text, ...] = Field(
        default=(), description="Questions that the learner's report answers."
    )
    again: tuple[Text, ...] = Field(
        default=(), description="What could be different when it is made again in a later loop."
    )
