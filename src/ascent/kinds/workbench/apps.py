"""The Django app of the workbench (it brings templates, no tables)."""

from django.apps import AppConfig


class WorkbenchConfig(AppConfig):
    name = "ascent.kinds.workbench"
    label = "workbench"

    def ready(self) -> None:
        """The live stream tells what attempts and runs tell, at once what this process writes."""
        from django.db.models.signals import post_save

        from ascent.kinds.workbench import watching
        from ascent.learner.models import RunEvent
        from ascent.ui.live import feed

        feed.connect(watching.Record())
        post_save.connect(watching.wake, sender=RunEvent)
