"""The Django app of attempts, evidence and loops."""

from django.apps import AppConfig


class LearnerConfig(AppConfig):
    name = "ascent.learner"
    label = "learner"
