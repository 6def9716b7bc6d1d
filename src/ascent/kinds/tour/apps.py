"""The Django app of the kind `tour` (it brings templates, no tables)."""

from django.apps import AppConfig


class TourConfig(AppConfig):
    name = "ascent.kinds.tour"
    label = "kind_tour"
