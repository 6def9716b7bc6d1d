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
        actions.note(request.user, tour.id, stop=number)
    return _stop_page(request, tour, number)


def _stop_page(request: PersonRequest, tour: Activity, number: int, **said: Any) -> HttpResponse:
    """One stop as a whole page; `said` is what has become of a form on it, without scripts."""
    stop = tour.spec.stops[number - 1]
    shown = walk.span(tour, number)
    code = _coloured(tour)
    near = walk.around(shown, tour.code_lines)
    context = {
        **isolation.context(request.user),
        "activity": tour,
        "stop": stop,
        "number": number,
        "stops": list(enumerate(tour.spec.stops, start=1)),
        "lines": [(n, text, n in shown) for n, text in enumerate(code, 1) if n in near],
        "items": _items(stop),
        "missing_kit": materials.missing_kit(tour) if stop.knob else "",
        "last": number == len(tour.spec.stops),
        "answer_url": reverse("tour:answer", args=[tour.id, number]),
        **_meter(request, tour),
        **said,
    }
    return render(request, "tour/page.html", context)


@require_POST
def answer(request: PersonRequest, activity_id: str, number: int) -> HttpResponse:
    """A question at a stop: for thinking, not for evidence."""
    stop = _stop(activity_id, number)
    spec = stop.question
    if spec is None:
        raise Http404("This stop asks nothing.")
    given = asking.given(spec, request.POST)
    said: dict[str, Any] = {"spec": spec, "given": given}
    template = "tour/answered.html"
    try:
        said |= {"answered": asking.compare(spec, given), **showing.answers(spec)}
        said["chosen"] = given if isinstance(given, list) else [given]
    except asking.NoAnswer as problem:
        template = "workbench/ask.html"
        said |= {"problem": problem, "items": _items(stop), "answer_url": request.path}
    if not _is_part(request):
        return _stop_page(request, registry.find(activity_id, "tour"), number, **said)
    return render(request, template, {**said, "target": "stop-question"})


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
    turned = _output(tour, code, request.POST["choice"])
    if not _is_part(request):
        return _stop_page(request, tour, number, turned=turned, turned_to=request.POST["choice"])
    return render(request, "workbench/output.html", {"run": turned})


@require_POST
def run(request: PersonRequest, activity_id: str) -> HttpResponse:
    """Run the whole project as it is."""
    tour = registry.find(activity_id, "tour")
    ran = _output(tour, "\n".join(tour.code_lines) + "\n", "Output")
    if _is_part(request):
        return render(request, "workbench/output.html", {"run": ran})
    if request.POST.get("from") == "code":
        return _code_page(request, tour, ran=ran)
    return _stop_page(request, tour, 1, ran=ran)


def _output(tour: Activity, code: str, label: str) -> dict[str, Any]:
    """What a run of the project prints and draws."""
    job = Job(
        kit=tour.spec.kit, code=code, files=materials.public_files(tour), limits=LIMITS, seed=0
    )
    with grading.a_slot() as cancel:
        outcome = executors.run(job, cancel=cancel)
    return showing.run(outcome, code, {}, label=label)


def _is_part(request: PersonRequest) -> bool:
    """Whether htmx asks and puts the answer in its place; else the browser shows it alone."""
    return "HX-Request" in request.headers


@require_POST
def done(request: PersonRequest, activity_id: str) -> HttpResponse:
    """The tour is walked."""
    tour = registry.find(activity_id, "tour")
    actions.read(request.user, registry.kind_of(tour).subject(tour))
    return redirect(reverse("tour:code", args=[tour.id]))


@require_GET
def code(request: PersonRequest, activity_id: str) -> HttpResponse:
    """The whole project, line by line: readable already, or what opens it."""
    return _code_page(request, registry.find(activity_id, "tour"))


def _code_page(request: PersonRequest, tour: Activity, **said: Any) -> HttpResponse:
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
    return render(request, "tour/code.html", {"activity": tour, **context, **said})


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
