"""The Django app of the pages that belong to no single kind of activity."""

from django.apps import AppConfig


class PagesConfig(AppConfig):
    name = "ascent.pages"
    label = "pages"
