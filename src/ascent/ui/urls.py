"""The design page, and the icon where browsers look for it on their own."""

from django.urls import path

from ascent.ui import views

urlpatterns = [
    path("design/", views.design, name="design"),
    path("favicon.ico", views.favicon),
]
