"""The Django app of the kind `lesson` (it brings templates, no tables)."""

from django.apps import AppConfig


class LessonConfig(AppConfig):
    name = "ascent.kinds.lesson"
    label = "kind_lesson"
