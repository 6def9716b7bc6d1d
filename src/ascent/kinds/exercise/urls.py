"""Routes of exercises."""

from ascent.kinds.workbench import pages

app_name = "exercise"
urlpatterns = pages.urls("exercise")
