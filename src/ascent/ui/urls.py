"""The design page, the live stream, and the icon where browsers look for it on their own."""

from django.urls import path

from ascent.ui import views
from ascent.ui.live import stream

urlpatterns = [
    path("design/", views.design, name="design"),
    path("live/", stream.stream, name="live"),
    path("favicon.ico", views.favicon),
]
