"""Settings: how pages look, whether single keys act, where one's things lie."""

from __future__ import annotations

from django import forms
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from ascent import __version__, home
from ascent.accounts.people import PersonRequest
from ascent.learner import actions
from ascent.learner.tracing.memory import DUE
from ascent.runner import kits


class SettingsForm(forms.Form):
    """The few things that can be chosen."""

    theme = forms.ChoiceField(
        label="Light or dark",
        choices=[("auto", "As the system has it"), ("light", "Light"), ("dark", "Dark")],
    )
    keys = forms.BooleanField(
        label="Single keys",
        required=False,
        help_text="n, h, /, ? and g act outside text fields.",
    )
    retention = forms.TypedChoiceField(
        label="When a skill comes back for review",
        coerce=float,
        required=False,
        empty_value=DUE,  # type: ignore[arg-type]  # the stubs expect text
        choices=[
            (0.80, "Later: at a chance of recall of about 80 %"),
            (0.82, "In between: at about 82 %"),
            (0.85, "Sooner: at about 85 %, after little more than half of that time"),
        ],
    )


@require_http_methods(["GET", "POST"])
def settings_page(request: PersonRequest) -> HttpResponse:
    person = request.user
    current = {name: person.preference(name) for name in SettingsForm.base_fields}
    form = SettingsForm(request.POST if request.method == "POST" else None, initial=current)
    if form.is_valid():
        actions.set_preferences(person, **form.cleaned_data)
        return redirect(f"{reverse('settings')}?saved")
    context = {
        "form": form,
        "saved": "saved" in request.GET,
        "home": home.home(),
        "version": __version__,
        "kits": [kits.status(name) for name in kits.names()],
    }
    return render(request, "pages/settings.html", context)
