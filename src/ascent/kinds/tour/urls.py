"""Routes of tours."""

from django.urls import path

from ascent.kinds.tour import pages

app_name = "tour"
urlpatterns = [
    path("<slug:activity_id>/", pages.page, name="page"),
    path("<slug:activity_id>/stop/<int:number>/answer/", pages.answer, name="answer"),
    path("<slug:activity_id>/stop/<int:number>/turn/", pages.turn, name="turn"),
    path("<slug:activity_id>/run/", pages.run, name="run"),
    path("<slug:activity_id>/done/", pages.done, name="done"),
    path("<slug:activity_id>/code/", pages.code, name="code"),
]
