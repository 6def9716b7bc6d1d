"""All routes: the way in, the pages, and one branch for every kind of activity."""

from django.urls import include, path

from ascent.kinds.registry import kinds

urlpatterns = [
    path("", include("ascent.accounts.urls")),
    path("", include("ascent.pages.urls")),
    path("", include("ascent.ui.urls")),
    *[path(f"{kind.name}/", include(kind.urls)) for kind in kinds().values()],
]
handler400 = "ascent.web.errors.bad_request"
handler403 = "ascent.web.errors.forbidden"
handler404 = "ascent.web.errors.not_found"
handler500 = "ascent.web.errors.broken"
