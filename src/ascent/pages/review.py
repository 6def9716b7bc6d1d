"""Review: a few questions about what memory is about to lose."""

from __future__ import annotations

import secrets
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from ascent.accounts.people import PersonRequest
from ascent.kinds import asking, registry, reviewing
from ascent.learner import state


@require_GET
def review(request: PersonRequest) -> HttpResponse:
    """One question at a time; due skills first, then, on request, what was begun."""
    pack, learner = registry.pack(), state.of(request.user)
    due = reviewing.due(pack, learner)
    today = reviewing.answered_today(request.user)
    practise = "practise" in request.GET
    question = None
    if practise or today < reviewing.A_DAY:
        skills = reviewing.practice(learner) if practise else due
        question = reviewing.pick(pack, skills, reviewing.recent(request.user))
    spec: Any = question.spec if question else None
    is_order = spec is not None and spec.kind == "order"
    context = {
        "question": question,
        "spec": spec,
        "items": asking.shuffled(spec, secrets.randbits(32)) if is_order else [],
        "skill": pack.skills.get(question.main_skill) if question else None,
        "due": len(due),
        "today": today,
        "practise": practise,
        "can_practise": bool(learner.skills),
    }
    return render(request, "pages/review.html", context)
