"""lesson.toml."""

from __future__ import annotations

from pydantic import Field

from ascent.curriculum.base import Entry, Id, Kit, Share, SkillWeights, Text, Whole


class LessonFile(Entry):
    """lesson.toml: something to read, with code that runs in place."""

    title: Text = Field(description="What the lesson shows, in a few words.")
    skills: SkillWeights
    minutes: Whole = Field(ge=1, le=240, description="Minutes to read and try it.")
    difficulty: Share = Field(default=0.0, description="From 0 (anyone) to 1 (hard).")
    kit: Kit = Field(default="data", description="Environment in which its cells run.")
    data: tuple[Id, ...] = Field(default=(), description="Data that its cells read.")
    figures: tuple[Id, ...] = Field(default=(), description="Figures that its text shows.")
    next: Id = Field(description="The activity that it leads to.")
