"""exercise.toml."""

from __future__ import annotations

from pydantic import Field

from ascent.curriculum.base import Text
from ascent.curriculum.tasks import TaskFile


class ExerciseFile(TaskFile):
    """exercise.toml: something small to write, graded by checks."""

    opens: tuple[Text, ...] = Field(
        default=(),
        description="Lines of the interest's reference project that this lets the learner read: "
        "the exact text of each line.",
    )
