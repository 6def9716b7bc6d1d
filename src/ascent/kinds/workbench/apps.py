"""The Django app of the workbench (it brings templates, no tables)."""

from django.apps import AppConfig


class WorkbenchConfig(AppConfig):
    name = "ascent.kinds.workbench"
    label = "workbench"
