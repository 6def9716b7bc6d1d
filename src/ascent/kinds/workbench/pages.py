"""Pages of the workbench: the task, the editor, Run, Check, hints and the solution."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import URLPattern, path, reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from ascent.accounts.people import PersonRequest
from ascent.curriculum.activity import Activity
from ascent.kinds import grading, guide, isolation, materials, registry, reviewing
from ascent.kinds.workbench import (
    answers,
    diagnosis,
    grader,
    lines,
    running,
    showing,
    steering,
    watching,
)
from ascent.learner import access, actions, files, reviews
from ascent.learner.models import Attempt, AttemptState, Evidence, Visit
from ascent.learner.tracing.folding import LearnerState
from ascent.runner import kits
from ascent.ui import markdown

PATIENCE = 8.0  # seconds that one request waits for a verdict before the page asks again
BLINK = 0.25  # seconds in which most verdicts are there; others are followed live
MOMENT = 0.7  # the same for runs, which leave the last output on the page meanwhile


def urls(kind: str) -> list[URLPattern]:
    """The routes of a kind whose activities are written as code."""
    extra = {"kind": kind}
    return [
        path("<slug:activity_id>/", page, extra, name="page"),
        path("<slug:activity_id>/save/", save, extra, name="save"),
        path("<slug:activity_id>/run/", run, extra, name="run"),
        path("<slug:activity_id>/check/", check, extra, name="check"),
        path("<slug:activity_id>/attempt/<uuid:attempt_id>/", result, extra, name="result"),
        path("<slug:activity_id>/attempt/<uuid:attempt_id>/stop/", steering.stop, extra, "stop"),
        path("<slug:activity_id>/attempt/<uuid:attempt_id>/set/", steering.set_value, extra, "set"),
        path("<slug:activity_id>/run/<uuid:run_id>/", run_result, extra, name="run-result"),
        path("<slug:activity_id>/run/<uuid:run_id>/stop/", steering.stop_run, extra, "run-stop"),
        path("<slug:activity_id>/run/<uuid:run_id>/set/", steering.set_run_value, extra, "run-set"),
        path("<slug:activity_id>/hint/", hint, extra, name="hint"),
        path("<slug:activity_id>/solution/", solution, extra, name="solution"),
        path("<slug:activity_id>/restart/", restart, extra, name="restart"),
    ]


@require_GET
def page(request: PersonRequest, kind: str, activity_id: str) -> HttpResponse:
    activity = registry.find(activity_id, kind)
    diagnosis.expect(activity)
    visit = actions.open_visit(request.user, activity.id)
    draft = _draft(request, activity)
    free = visit.done is not None and reviews.since(visit) is None  # looking is not even noted
    shown = "solution" in request.GET and (visit.solution_seen or free)
    context = {
        **(_solution(activity, visit) if shown else _help(activity, visit)),
        **_going(request, activity),
        **_results(request, activity, _last_attempt(request, visit)),
        **isolation.context(request.user),
        "draft": draft,
        "prompt": markdown.render(activity.text("prompt.md")),
        "opens": lines.opened_by(activity, registry.pack()),
        "missing_kit": materials.missing_kit(activity),
        "names": sorted(lines.names_in(activity.text("starter.py"))),
        "save_url": reverse(f"{kind}:save", args=[activity.id]),
        "check_url": reverse(f"{kind}:check", args=[activity.id]),
        "run_url": reverse(f"{kind}:run", args=[activity.id]),
        "restart_url": reverse(f"{kind}:restart", args=[activity.id]),
    }
    return render(request, f"{kind}/page.html", context)


@require_http_methods(["GET", "POST"])
def save(request: PersonRequest, kind: str, activity_id: str) -> HttpResponse:
    """The file as it is, or, by POST, as the editor has it.

    When the file has changed since the page read it, the answer holds both versions, to
    choose from. That is no error (browsers would report one), so its status is 200.
    """
    activity = registry.find(activity_id, kind)
    if request.method == "GET":
        draft = _draft(request, activity)
        return JsonResponse({"sha": draft.sha, "text": draft.text})
    kept = files.save(activity, _code(request, "text"), request.POST.get("sha", ""))
    if isinstance(kept, files.Conflict):
        return _conflict(request, kept)
    return JsonResponse({"sha": kept.sha})


@require_POST
def run(request: PersonRequest, kind: str, activity_id: str) -> HttpResponse:
    """Run the code once, unchecked, and show what it prints and draws."""
    activity = registry.find(activity_id, kind)
    code = _code(request)
    begun = running.start(request.user.pk, activity.id, code, grader.job(activity, code))
    if not _is_part(request):
        _save_sent(request, activity)
        begun.over.wait(PATIENCE)
        if begun.fault is not None:
            raise begun.fault
        return _back(activity, f"?run={begun.id}#results")
    begun.over.wait(MOMENT)
    return _show_run(request, activity, begun)


@require_GET
def run_result(request: PersonRequest, kind: str, activity_id: str, run_id: UUID) -> HttpResponse:
    """What a run gave, or, after a while without an end, the same question again."""
    activity = registry.find(activity_id, kind)
    try:
        begun = running.find(request.user.pk, run_id)
    except running.Lost:
        return render(request, "workbench/run_lost.html")
    begun.over.wait(_patience(request))
    return _show_run(request, activity, begun, again=True)


@require_POST
def check(request: PersonRequest, kind: str, activity_id: str) -> HttpResponse:
    """Hand in what is in the editor, and show the verdict as soon as it is there."""
    activity = registry.find(activity_id, kind)
    kits.python_of(activity.spec.kit)  # without its kit an attempt would be our fault
    code = _code(request)
    attempt = grading.submit(request.user, activity, {"code": code}, via="web")
    if not _is_part(request):
        _save_sent(request, activity)
        grading.wait(attempt.id, PATIENCE)
        return _back(activity, "#results")
    return _show(request, activity, grading.grade_soon(attempt, BLINK))


@require_GET
def result(request: PersonRequest, kind: str, activity_id: str, attempt_id: UUID) -> HttpResponse:
    """The verdict of an attempt, or, after a while without one, the same question again.

    When a newer attempt was handed in meanwhile, in this tab or another, it is the one to show.
    """
    activity = registry.find(activity_id, kind)
    asked = access.attempt_of(request.user, attempt_id)
    grading.wait(asked.id, _patience(request))
    newest = access.last_attempt(request.user, activity.id) or asked
    if newest.id == asked.id and newest.state != AttemptState.DONE:
        return _ask_again(request, watching.attempt(activity, asked))
    return _show(request, activity, newest)


@require_POST
def hint(request: PersonRequest, kind: str, activity_id: str) -> HttpResponse:
    """One rung more."""
    activity = registry.find(activity_id, kind)
    visit = actions.take_hint(request.user, activity.id, len(answers.hints(activity)))
    if not _is_part(request):
        _save_sent(request, activity)
        return _back(activity, "#help")
    return render(request, "workbench/help.html", _help(activity, visit))


@require_POST
def solution(request: PersonRequest, kind: str, activity_id: str) -> HttpResponse:
    """The solution, on request; before a pass it is noted as help."""
    activity = registry.find(activity_id, kind)
    visit = actions.show_solution(request.user, activity.id)
    if not _is_part(request):
        _save_sent(request, activity)
        return _back(activity, "?solution#help")
    return render(request, "workbench/help.html", _solution(activity, visit))


@require_POST
def restart(request: PersonRequest, kind: str, activity_id: str) -> HttpResponse:
    """Back to the starter. What was there is kept beside it, the last that was typed included."""
    activity = registry.find(activity_id, kind)
    _save_sent(request, activity)
    files.reset(activity)
    if _is_part(request):
        return HttpResponse(headers={"HX-Redirect": registry.url(activity)})
    return redirect(registry.url(activity))


# ---- without scripts ----------------------------------------------------------------------


def _is_part(request: PersonRequest) -> bool:
    """Whether htmx asks and puts the answer in its place; else the browser shows it alone."""
    return "HX-Request" in request.headers


def _back(activity: Activity, place: str) -> HttpResponse:
    """To the page of the activity, which shows what has become of the form."""
    answer = redirect(registry.url(activity) + place)
    answer.status_code = 303  # go there with GET
    return answer


def _save_sent(request: PersonRequest, activity: Activity) -> None:
    """Keep what was in the editor, if it was sent: nothing saved it while it was typed.

    A file that has changed meanwhile stays beside it (`files.save`).
    """
    if "code" not in request.POST:
        return
    code = _code(request)
    kept = files.save(activity, code, request.POST.get("sha", ""))
    if isinstance(kept, files.Conflict):
        files.save(activity, code, kept.theirs_sha)


# ---- parts ------------------------------------------------------------------------------


def _help(activity: Activity, visit: Visit) -> dict[str, Any]:
    """The hint ladder with its opened rungs, and the way to the solution."""
    rungs = [
        {"name": rung.title, "text": rung.text if n <= visit.hints else ""}
        for n, rung in enumerate(answers.hints(activity), start=1)
    ]
    return {
        "activity": activity,
        "spec": activity.spec,
        "visit": visit,
        "ladder": rungs,
        "hint_url": reverse(f"{activity.kind}:hint", args=[activity.id]),
        "solution_url": reverse(f"{activity.kind}:solution", args=[activity.id]),
    }


def _solution(activity: Activity, visit: Visit) -> dict[str, Any]:
    code = markdown.highlight(activity.text("solution.py").rstrip("\n"))
    return {**_help(activity, visit), "solution": code}


def _last_attempt(request: PersonRequest, visit: Visit) -> Attempt | None:
    """What was handed in last; in a review, what was handed in since it began."""
    attempt = access.last_attempt(request.user, visit.activity)
    began = reviews.since(visit)
    return attempt if began is None or attempt is None or attempt.created >= began else None


def _show(request: PersonRequest, activity: Activity, attempt: Attempt) -> HttpResponse:
    context = {**_results(request, activity, attempt), "alone": True}
    name = "verdict_body" if attempt.state == AttemptState.DONE else "live"
    return render(request, f"workbench/{name}.html", context)


def _show_run(
    request: PersonRequest, activity: Activity, run: running.Run, *, again: bool = False
) -> HttpResponse:
    """A run that is over, or the panel that follows it. Raises what made it fail."""
    if run.fault is not None:
        raise run.fault
    if not run.over.is_set():
        live = watching.run(activity, run)
        if again:
            return _ask_again(request, live)
        return render(request, "workbench/live.html", {"live": live})
    return render(request, "workbench/output.html", {"run": _output(activity, run)})


def _output(activity: Activity, run: running.Run) -> dict[str, Any]:
    if run.result is None:
        shown = showing.stopped(run.printed(), run.seconds())
    else:
        shown = showing.run(run.result, run.code, materials.columns(activity))
    shown["is_empty"] = not run.code.strip()
    return shown


def _ask_again(request: PersonRequest, live: dict[str, Any]) -> HttpResponse:
    """Nothing new: only what asks is replaced, and the panel around it goes on."""
    response = render(request, "workbench/live_ask.html", {"live": live})
    response["HX-Retarget"] = "#live-ask"
    response["HX-Reswap"] = "outerHTML"
    return response


def _patience(request: PersonRequest) -> float:
    """Seconds to wait for an end: none for a page that hears of it by the live stream."""
    return 0.0 if request.GET.get("wait") == "0" else PATIENCE


def _results(request: PersonRequest, activity: Activity, attempt: Attempt | None) -> dict[str, Any]:
    """What the page, and each answer to Check, show of an attempt; `told` once it is settled."""
    context: dict[str, Any] = {
        "activity": activity,
        "attempt": attempt,
        "result_route": f"{activity.kind}:result",
        "milestones": showing.milestones(activity.spec, attempt),
    }
    if attempt is not None and attempt.state != AttemptState.DONE:
        context["live"] = watching.attempt(activity, attempt)
    elif attempt is not None:
        told = showing.verdict(attempt, materials.columns(activity))
        context |= {"verdict": attempt.verdict, "told": told}
        if attempt.outcome == "passed":
            found = guide.standing(request.user)
            context |= _learnt(found.state, activity, attempt)
            context["offer"] = guide.offer_for(found)
            context["reviewed"] = reviewing.was_repeated(request.user, activity)
    return context


def _learnt(now: LearnerState, activity: Activity, attempt: Attempt) -> dict[str, Any]:
    """The skills of a passed activity; `lit` are those that this very attempt lit up. `helped`:
    there was help, and the main skill is not lit."""
    row = Evidence.objects.filter(attempt=attempt).first()
    skills = [
        {**s, "lit": row is not None and now.skill(s["skill"].id).since == row.at.timestamp()}
        for s in guide.skills_in(now, activity)
    ]
    had_help = row is not None and (row.hints > 0 or row.solution_seen)
    return {"skills": skills, "helped": had_help and not now.known(activity.main_skill)}


def _going(request: PersonRequest, activity: Activity) -> dict[str, Any]:
    """A run of the Run button that was left, and still goes on."""
    run = running.going(request.user.pk, activity.id)
    return {"live": watching.run(activity, run)} if run else _asked_run(request, activity)


def _asked_run(request: PersonRequest, activity: Activity) -> dict[str, Any]:
    """What the run of `?run` gave, where it is kept still and nothing failed."""
    try:
        run = running.find(request.user.pk, UUID(request.GET.get("run", "")))
    except (ValueError, running.Lost):
        return {}
    if run.activity != activity.id or run.fault is not None:
        return {}
    return {"run": _output(activity, run)}


def _conflict(request: PersonRequest, conflict: files.Conflict) -> HttpResponse:
    context = {
        "mine": conflict.mine,
        "theirs": conflict.theirs,
        "sha": conflict.theirs_sha,
        "where": conflict.theirs_path,
        "kept": conflict.mine_path,
    }
    html = render_to_string("workbench/conflict.html", context, request)
    return JsonResponse({"conflict": html})


def _code(request: PersonRequest, field: str = "code") -> str:
    """The code that was sent, with the line ends that Python files have. Raises `CannotSave`."""
    code = request.POST.get(field, "").replace("\r\n", "\n")
    files.check_size(code)
    return code


def _draft(request: PersonRequest, activity: Activity) -> files.Draft:
    """The learner's file; a lost one comes back as it was handed in last."""

    def handed_in() -> str | None:
        attempt = access.last_attempt(request.user, activity.id)
        return attempt.answer.get("code") if attempt else None

    return files.read(activity, last_kept=handed_in)
