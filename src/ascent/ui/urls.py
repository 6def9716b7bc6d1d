"""The design page."""

from django.urls import path

from ascent.ui import views

urlpatterns = [path("design/", views.design, name="design")]
