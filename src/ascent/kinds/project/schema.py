"""project.toml."""

from __future__ import annotations

from pydantic import Field

from ascent.curriculum.base import Strictly, Text
from ascent.curriculum.tasks import TaskFile


class Milestone(Strictly):
    """A part of the project that can be finished and checked by itself."""

    check: Text = Field(description="Name of the check function that decides it.")
    title: Text = Field(description="A few words.")
    about: Text = Field(description="What it is done by, in Markdown.")


class ProjectFile(TaskFile):
    """project.toml: something of the learner's own, in milestones, with a report."""

    milestones: tuple[Milestone, ...] = Field(
        alias="milestone", min_length=1, description="Its parts, in order."
    )
    report: tuple[Text, ...] = Field(
        default=(), description="Questions that the learner's report answers."
    )
