"""The routes of the door."""

from django.urls import path

from ascent.accounts import pages

urlpatterns = [path("enter/<str:token>", pages.enter, name="enter")]
