"""Exercises: a task, a starter, checks that say what they expect."""

from ascent.kinds.base import Kind
from ascent.kinds.exercise.content import CONTENT
from ascent.kinds.workbench.grader import grade

# Code that passes on fresh random inputs is hardly ever guessed.
KIND = Kind(
    name="exercise",
    title="Exercise",
    content=CONTENT,
    urls="ascent.kinds.exercise.urls",
    guess=0.03,
    slip=0.1,
    grade=grade,
)
