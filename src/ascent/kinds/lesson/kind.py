"""Lessons: one thing, seen first, then explained, with code that runs in place."""

from ascent.kinds.base import Kind
from ascent.kinds.lesson.content import CONTENT

KIND = Kind(
    name="lesson",
    title="Lesson",
    content=CONTENT,
    urls="ascent.kinds.lesson.urls",
)
