"""The Django app of the kind `exercise` (it brings templates, no tables)."""

from django.apps import AppConfig


class ExerciseConfig(AppConfig):
    name = "ascent.kinds.exercise"
    label = "kind_exercise"
