"""Routes of questions."""

from django.urls import path

from ascent.kinds.question import pages

app_name = "question"
urlpatterns = [
    path("<slug:activity_id>/", pages.page, name="page"),
    path("<slug:activity_id>/answer/", pages.answer, name="answer"),
]
