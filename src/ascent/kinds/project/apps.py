"""The Django app of the kind `project` (it brings templates, no tables)."""

from django.apps import AppConfig


class ProjectConfig(AppConfig):
    name = "ascent.kinds.project"
    label = "kind_project"
