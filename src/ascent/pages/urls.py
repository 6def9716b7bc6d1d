"""Routes of the pages that belong to no single kind."""

from django.urls import path

from ascent.pages import (
    attempt,
    card,
    field,
    isolation,
    keep,
    kit,
    loop,
    picture,
    review,
    settings,
    skill,
    survey,
    today,
)

urlpatterns = [
    path("", today.root, name="root"),
    path("welcome/", survey.welcome, name="welcome"),
    path("survey/", survey.survey, name="survey"),
    path("today/", today.today, name="today"),
    path("else/", today.something_else, name="else"),
    path("choose/<slug:activity_id>/", today.choose, name="choose"),
    path("show/<slug:skill_id>/", today.show, name="show"),
    path("map/", field.map_page, name="map"),
    path("skill/<slug:skill_id>/", skill.skill, name="skill"),
    path("attempt/<uuid:attempt_id>/", attempt.page, name="attempt"),
    path("loop/", loop.loop_page, name="loop"),
    path("loop/date/", loop.move_date, name="loop-date"),
    path("loop/project/end/", loop.end_project, name="loop-project-end"),
    path("loop/gaps/", loop.write_gaps, name="loop-gaps"),
    path("loop/gap/", loop.choose_gap, name="loop-gap"),
    path("loop/gap/closed/", loop.close_gap, name="loop-gap-closed"),
    path("review/", review.review, name="review"),
    path("settings/", settings.settings_page, name="settings"),
    path("keep/<uuid:attempt_id>/", keep.make, name="keep"),
    path("kept/<uuid:keepsake_id>/", keep.page, name="kept"),
    path("kept/<uuid:keepsake_id>/page.html", keep.file, {"name": card.PAGE}, name="kept-html"),
    path("kept/<uuid:keepsake_id>/card.png", keep.file, {"name": card.PICTURE}, name="kept-png"),
    path("figure/<slug:figure_id>/", picture.frame, name="figure"),
    path("figure/<slug:figure_id>/<slug:theme>.png", picture.png, name="figure-png"),
    path("isolation/", isolation.notice, name="isolation"),
    path("kit/<slug:name>/", kit.kit, name="kit"),
    path("kit/<slug:name>/progress/", kit.progress, name="kit-progress"),
]
