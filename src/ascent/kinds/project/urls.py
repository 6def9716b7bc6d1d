"""Routes of projects: the workbench, and the report."""

from django.urls import path

from ascent.kinds.project import pages
from ascent.kinds.workbench import pages as workbench

app_name = "project"
urlpatterns = [
    path("<slug:activity_id>/report/", pages.report, name="report"),
    *workbench.urls("project"),
]
