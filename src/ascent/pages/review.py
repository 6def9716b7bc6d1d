"""Review: a few questions about what memory is about to lose."""

from __future__ import annotations

import random

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from ascent import clock
from ascent.accounts.people import PersonRequest
from ascent.curriculum import Pack
from ascent.curriculum.activity import Activity
from ascent.kinds import asking, registry
from ascent.learner import state
from ascent.learner.folding import LearnerState
from ascent.learner.models import Evidence

A_DAY = 12  # questions: about ten minutes
RECENT = 60  # questions that are not asked again so soon


@require_GET
def review(request: PersonRequest) -> HttpResponse:
    """One question at a time; due skills first, then, on request, what was begun."""
    learner = state.of(request.user)
    pack = registry.pack()
    due = learner.due(clock.now().timestamp())
    recent = list(
        Evidence.objects.filter(learner=request.user, kind="question")
        .order_by("-id")
        .values_list("activity", "at")[:RECENT]
    )
    today = sum(at.astimezone().date() == clock.today() for _, at in recent)
    practise = "practise" in request.GET
    wanted = _practice(learner) if practise else due
    question = None
    if practise or today < A_DAY:
        question = pick(pack, wanted, [activity for activity, _ in recent])
    context = {
        "question": question,
        "spec": question.spec if question else None,
        "items": _items(question),
        "skill": pack.skills.get(question.main_skill) if question else None,
        "due": len(due),
        "today": today,
        "practise": practise,
        "can_practise": pick(pack, _practice(learner), []) is not None,
    }
    return render(request, "pages/review.html", context)


def pick(pack: Pack, skills: list[str], recent: list[str]) -> Activity | None:
    """A question for the first of `skills` that has one, asked least recently."""
    by_skill: dict[str, list[Activity]] = {}
    for question in pack.of_kind("question"):
        by_skill.setdefault(question.main_skill, []).append(question)
    since = {activity: age for age, activity in reversed(list(enumerate(recent)))}
    for skill in skills:
        asked = by_skill.get(skill, [])
        if asked:
            rested = max(since.get(q.id, RECENT) for q in asked)
            oldest = [q for q in asked if since.get(q.id, RECENT) == rested]
            return random.choice(oldest)  # noqa: S311 - variety, not a secret
    return None


def _practice(learner: LearnerState) -> list[str]:
    """Skills that were begun, in random order: practice beyond what is due."""
    begun = sorted(learner.skills)
    return random.sample(begun, len(begun))


def _items(question: Activity | None) -> list[tuple[int, str]]:
    if question is None or question.spec.kind != "order":
        return []
    return asking.shuffled(question.spec, random.getrandbits(32))
