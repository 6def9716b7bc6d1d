"""The Django app of the kind `question` (it brings templates, no tables)."""

from django.apps import AppConfig


class QuestionConfig(AppConfig):
    name = "ascent.kinds.question"
    label = "kind_question"
