"""Pages of a tour: stop by stop through the code, and the code with a meter of what is readable."""

from __future__ import annotations

import re
from typing import Any

from django.http import Http404, HttpResponse, HttpResponseBadRequest
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.safestring import SafeString
from django.views.decorators.http import require_GET, require_POST

from ascent.accounts.people import PersonRequest
from ascent.curriculum.activity import Activity
from ascent.kinds import asking, grading, isolation, materials, registry
from ascent.kinds.tour import walk
from ascent.kinds.workbench import showing
from ascent.learner import actions, state
from ascent.runner import executors
from ascent.runner.job import Job, Limits
from ascent.ui import markdown

LIMITS = Limits(seconds=60, memory_mb=2048, output_kb=64)


@require_GET
def page(request: PersonRequest, activity_id: str) -> HttpResponse:
    """One stop: the lines it shows, what they do, perhaps a question and a knob."""
    tour = registry.find(activity_id, "tour")
    visit = actions.open_visit(request.user, tour.id)
    number = _number(request.GET.get("stop"), visit.note.get("stop", 1), len(tour.spec.stops))
    if number != visit.note.get("stop", 1):
        visit = actions.note(request.user, tour.id, stop=number)
    stop = tour.spec.stops[number - 1]
    shown = walk.span(tour, number)
    code = _coloured(tour)
    near = walk.around(shown, tour.code_lines)
    context = {
        **isolation.context(request.user),
        "activity": tour,
        "visit": visit,
        "stop": stop,
        "number": number,
        "stops": list(enumerate(tour.spec.stops, start=1)),
        "lines": [(n, text, n in shown) for n, text in enumerate(code, 1) if n in near],
        "items": _items(stop),
        "missing_kit": materials.missing_kit(tour) if stop.knob else "",
        "last": number == len(tour.spec.stops),
        **_meter(request, tour),
    }
    return render(request, "tour/page.html", context)


@require_POST
def answer(request: PersonRequest, activity_id: str, number: int) -> HttpResponse:
    """A question at a stop: for thinking, not for evidence."""
    stop = _stop(activity_id, number)
    spec = stop.question
    if spec is None:
        raise Http404("This stop asks nothing.")
    many = spec.kind in ("several-of", "order")
    given = request.POST.getlist("given") if many else request.POST.get("given", "")
    context = {"spec": spec, "items": _items(stop), "target": "stop-question"}
    try:
        answered = asking.compare(spec, given)
    except asking.NoAnswer as problem:
        context |= {"problem": problem, "given": given, "answer_url": request.path}
        return render(request, "workbench/ask.html", context)
    chosen = given if many else [given]
    context |= {"answered": answered, "chosen": chosen, **showing.answers(spec)}
    return render(request, "tour/answered.html", context)


@require_POST
def turn(request: PersonRequest, activity_id: str, number: int) -> HttpResponse:
    """Run the project with a knob turned."""
    tour = registry.find(activity_id, "tour")
    stop = _stop(activity_id, number)
    if stop.knob is None:
        raise Http404("This stop has no knob.")
    try:
        code = walk.turned(tour.code_lines, stop.knob, request.POST.get("choice", ""))
    except ValueError as error:
        return HttpResponseBadRequest(str(error))
    return _output(request, tour, code, request.POST["choice"])


@require_POST
def run(request: PersonRequest, activity_id: str) -> HttpResponse:
    """Run the whole project as it is."""
    tour = registry.find(activity_id, "tour")
    return _output(request, tour, "\n".join(tour.code_lines) + "\n", "Output")


def _output(request: PersonRequest, tour: Activity, code: str, label: str) -> HttpResponse:
    job = Job(
        kit=tour.spec.kit, code=code, files=materials.public_files(tour), limits=LIMITS, seed=0
    )
    with grading.a_slot() as cancel:
        outcome = executors.run(job, cancel=cancel)
    shown = showing.run(outcome, code, {}, label=label)
    return render(request, "workbench/output.html", {"run": shown})


@require_POST
def done(request: PersonRequest, activity_id: str) -> HttpResponse:
    """The tour is walked."""
    tour = registry.find(activity_id, "tour")
    actions.read(request.user, registry.kind_of(tour).subject(tour))
    return redirect(reverse("tour:code", args=[tour.id]))


@require_GET
def code(request: PersonRequest, activity_id: str) -> HttpResponse:
    """The whole project, line by line: readable already, or what opens it."""
    tour = registry.find(activity_id, "tour")
    pack = registry.pack()
    opened: dict[str, tuple[str, str]] = {}
    for activity in pack.activities.values():
        for text in getattr(activity.spec, "opens", ()):
            opened.setdefault(text.strip(), (registry.url(activity), activity.title))
    skills = {s.id: (reverse("skill", args=[s.id]), s.title) for s in pack.skills.values()}
    code_html = _coloured(tour)
    context = {**isolation.context(request.user), **_meter(request, tour)}
    context["lines"] = [
        {
            "line": line,
            "html": html,
            "missing": [skills[s] for s in line.missing if s in skills],
            "by": opened.get(line.text.strip()),
        }
        for line, html in zip(context["read"], code_html, strict=True)
    ]
    return render(request, "tour/code.html", {"activity": tour, **context})


# ---- parts ------------------------------------------------------------------------------


def _meter(request: PersonRequest, tour: Activity) -> dict[str, Any]:
    read = walk.read_by(tour, state.of(request.user).known)
    return {
        "read": read,
        "readable": sum(line.readable for line in read),
        "countable": sum(line.counts for line in read),
    }


def _coloured(tour: Activity) -> list[SafeString]:
    """The project's lines, highlighted; as many as there are."""
    return list(markdown.code_lines("\n".join(tour.code_lines)))[: len(tour.code_lines)]


def _stop(activity_id: str, number: int) -> Any:
    stops = registry.find(activity_id, "tour").spec.stops
    if not 1 <= number <= len(stops):
        raise Http404(f"This tour has {len(stops)} stops.")
    return stops[number - 1]


def _number(asked: str | None, kept: int, most: int) -> int:
    number = int(asked) if asked and re.fullmatch("[0-9]{1,4}", asked) else kept
    return min(max(number, 1), most)


def _items(stop: Any) -> list[tuple[int, str]]:
    question = stop.question
    return asking.shuffled(question, 1) if question and question.kind == "order" else []
