"""Welcome and Survey: why, what is asked, what one gets; then a wish, hours, one interest."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from ascent import clock
from ascent.accounts.people import PersonRequest
from ascent.coach.loop import TITLES
from ascent.kinds import anew, figures, guide, registry
from ascent.learner import access, actions
from ascent.learner.models import Loop
from ascent.ui import markdown


class SurveyForm(forms.Form):
    """What Survey asks: a wish in one's own words, hours a week, one interest."""

    wish = forms.CharField(
        label="What do you wish you could do?",
        help_text="In your own words. One sentence is enough.",
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2, "data-draft": "wish"}),
        error_messages={
            "required": "Write one sentence. You can change it in the next loop.",
            "max_length": "That is longer than 300 characters. Keep the heart of it.",
        },
    )
    hours = forms.FloatField(
        label="Hours a week that you have for it",
        help_text="Be modest. Three honest hours carry further than ten planned ones.",
        min_value=0.5,
        max_value=60,
        initial=4,
        widget=forms.NumberInput(attrs={"step": "0.5", "inputmode": "decimal"}),
        error_messages={
            "required": "Write a number of hours, like 4.",
            "invalid": "That is not a number. Write one like 4 or 2.5.",
            "min_value": "Half an hour a week is the least that a loop can be planned with.",
            "max_value": "A week has room for 60 hours at most. Write fewer.",
        },
    )
    interest = forms.ChoiceField(
        label="The interest to pin",
        error_messages={
            "required": "Pin one interest. The others stay where they are.",
            "invalid_choice": "That interest is not in this pack. Pin one of those below.",
        },
    )

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]  # Django's own signature
        interests = registry.pack().interests.values()
        field = self.fields["interest"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [(i.id, i.title) for i in interests]
        if len(field.choices) == 1:
            field.initial = next(iter(interests)).id


def _just_begun(request: PersonRequest, chosen: dict[str, Any]) -> bool:
    """Whether the same form was sent a moment ago: pressed twice is meant once."""
    loop = access.open_loop(request.user)
    if loop is None or loop.started != clock.today():
        return False
    same = (chosen["wish"].strip(), chosen["hours"], chosen["interest"])
    return same == (loop.wish, loop.hours, loop.interest)


@require_GET
def welcome(request: PersonRequest) -> HttpResponse:
    return render(request, "pages/welcome.html", {"loop": access.open_loop(request.user)})


@require_http_methods(["GET", "POST"])
def survey(request: PersonRequest) -> HttpResponse:
    """Ask, plan the loop, and lead straight to the first whole experience."""
    form = SurveyForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        chosen = form.cleaned_data
        if _just_begun(request, chosen):
            return redirect(reverse("today"))
        anew.begin(request.user, chosen["interest"])
        due = guide.plan_loop(chosen["interest"], chosen["hours"], clock.today())
        actions.start_loop(
            request.user,
            wish=chosen["wish"].strip(),
            hours=chosen["hours"],
            interest=chosen["interest"],
            due=due,
        )
        return redirect(reverse("today"))
    pack, done = registry.pack(), access.done(request.user)
    interests = [
        {
            "interest": i,
            "text": markdown.render(i.text, figures=lambda _id, _alt: ""),
            "figure": figures.html(pack.figures.get(i.figure), f"{i.title}: {i.tagline}"),
            "tour": pack.activities.get(i.tour),
            "first": pack.activities.get(i.first),
            "made": pack.activities.get(i.project) if i.project in done else None,
        }
        for i in pack.interests.values()
    ]
    context = {
        "form": form,
        "interests": interests,
        "titles": TITLES,
        "again": Loop.objects.filter(learner=request.user).exists(),
        "open": access.open_loop(request.user),
    }
    status = 422 if form.errors else 200
    return render(request, "pages/survey.html", context, status=status)
