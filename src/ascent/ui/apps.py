"""The Django app that carries templates, template tags and static files."""

from django.apps import AppConfig


class UiConfig(AppConfig):
    """Design system; it has no models."""

    name = "ascent.ui"
    label = "ui"
