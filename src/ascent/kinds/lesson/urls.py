"""Routes of lessons."""

from django.urls import path

from ascent.kinds.lesson import pages

app_name = "lesson"
urlpatterns = [
    path("<slug:activity_id>/", pages.page, name="page"),
    path("<slug:activity_id>/cell/<int:number>/", pages.cell, name="cell"),
    path("<slug:activity_id>/done/", pages.done, name="done"),
]
