"""Something to keep: the learner's own plot, score, line and sentence, as a page and two files."""

from __future__ import annotations

import base64
import logging
from typing import Any
from uuid import UUID

from django import forms
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.views.decorators.http import require_GET, require_http_methods

from ascent.accounts.people import PersonRequest
from ascent.kinds import grading, registry
from ascent.kinds.workbench import grader, lines
from ascent.learner import access, actions, names
from ascent.learner.access import NotYours
from ascent.learner.models import Attempt, Keepsake
from ascent.pages import card
from ascent.runner import executors

log = logging.getLogger(__name__)


class SentenceForm(forms.Form):
    """One sentence of the learner's."""

    sentence = forms.CharField(
        label="One sentence of yours",
        help_text="What did you find out? You can send this page to somebody.",
        max_length=240,
        widget=forms.Textarea(attrs={"rows": 2, "data-draft": "sentence"}),
        error_messages={
            "required": "Write one sentence. It makes the page yours.",
            "max_length": "That is longer than 240 characters. Keep the heart of it.",
        },
    )


@require_http_methods(["GET", "POST"])
def make(request: PersonRequest, attempt_id: UUID) -> HttpResponse:
    """Ask for the sentence, then make the page."""
    attempt = access.attempt_of(request.user, attempt_id)
    if attempt.outcome != "passed":
        raise NotYours("Only an attempt that passed can be kept as a page.")
    kept = Keepsake.objects.filter(learner=request.user, attempt=attempt).first()
    form = SentenceForm(request.POST or None, initial={"sentence": kept.sentence if kept else ""})
    if request.method == "POST" and form.is_valid():
        keepsake = actions.keep(request.user, attempt, form.cleaned_data["sentence"].strip())
        _write(keepsake)
        return redirect("kept", keepsake.id)
    context = {"form": form, "attempt": attempt, **told(attempt, "")}
    return render(request, "pages/keep_make.html", context, status=422 if form.errors else 200)


@require_GET
def page(request: PersonRequest, keepsake_id: UUID) -> HttpResponse:
    keepsake = access.keepsake_of(request.user, keepsake_id)
    place = card.folder(keepsake)
    if not (place / card.PAGE).is_file():  # it came from another computer, without its files
        _write(keepsake)
    context = {
        "keepsake": keepsake,
        "folder": place,
        "has_picture": (place / card.PICTURE).is_file(),
        **_told(keepsake),
    }
    return render(request, "pages/kept.html", context)


@require_GET
def file(request: PersonRequest, keepsake_id: UUID, name: str) -> HttpResponse:
    """The self-contained page or the picture, as a download; made again when they are gone."""
    keepsake = access.keepsake_of(request.user, keepsake_id)
    path = card.folder(keepsake) / name
    if not path.is_file():
        _write(keepsake)
    if not path.is_file():
        raise Http404("The picture could not be drawn. The page (HTML) holds all that it shows.")
    kind = "image/png" if name.endswith(".png") else "text/html; charset=utf-8"
    response = HttpResponse(path.read_bytes(), content_type=kind)
    download = f"{keepsake.attempt.activity}{path.suffix}"
    response["Content-Disposition"] = f'attachment; filename="{download}"'
    return response


def _write(keepsake: Keepsake) -> None:
    """Draw the plot once more, as the learner's code draws it, and write page and picture.

    A picture that cannot be drawn is left out: the page says the same.
    """
    activity = registry.pack().activities.get(names.present(keepsake.attempt.activity))
    if activity is not None:
        attempt = keepsake.attempt
        job = grader.job(activity, attempt.answer["code"], attempt.seed)
        with grading.a_slot() as cancel:
            drawn = executors.run(job, cancel=cancel).figures
        card.keep_plot(keepsake, drawn[-1].png if drawn else b"")
    shown = _told(keepsake)
    try:
        card.write(keepsake, render_to_string("pages/kept_file.html", shown), shown)
    except card.NotDrawn:
        log.exception("keepsake %s has no picture", keepsake.id)


def _told(keepsake: Keepsake) -> dict[str, Any]:
    plot = base64.b64encode(card.plot(keepsake)).decode("ascii")
    return {**told(keepsake.attempt, keepsake.sentence), "plot": plot}


def told(attempt: Attempt, sentence: str) -> dict[str, Any]:
    """What the page tells: title, score and baseline, own lines, sentence."""
    activity = registry.pack().activities.get(names.present(attempt.activity))
    facts = (attempt.verdict or {}).get("facts", {})
    starter = activity.text("starter.py") if activity else ""
    known = registry.pack().data
    sets = [known[d] for d in activity.data if d in known] if activity else []
    return {
        "title": activity.title if activity else attempt.activity,
        "url": registry.url(activity) if activity else "",
        "score": _number(facts.get("score")),
        "baseline": _number(facts.get("baseline")),
        "own": lines.own_lines(starter, attempt.answer.get("code", ""))[:6],
        "sentence": sentence,
        "day": attempt.finished,
        "data": sets,
    }


def _number(value: Any) -> float | None:
    """A fact that can be written with two decimals; checks may report anything."""
    return float(value) if isinstance(value, int | float) else None
