"""An offer as rows keep it, and as pages and terminals show it."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from django.urls import reverse

from ascent import clock
from ascent.coach.next_step import CLOSE_GAP, NAME_GAPS, REVIEW, Offered
from ascent.coach.reasons import Reason, Telling, tell
from ascent.curriculum import Pack
from ascent.kinds import registry, reviewing
from ascent.kinds.reporting import REPORT

SESSIONS = {  # choices that are no activity: title, minutes, address, and what is pressed
    REVIEW: ("Review", reviewing.A_DAY, "review"),  # at most; fewer where today's plan is known
    NAME_GAPS: ("Name your gaps", 10, "loop"),
    CLOSE_GAP: ("Is the gap closed?", 2, "loop"),
    REPORT: ("Write the report", 20, "loop-report"),
}
QUESTION_MINUTES = 2
BELOW = ("helps",)  # reasons that stand below the card, with how it came first
FORM = 5  # grows when a kind of reason, or its facts, change: offers of an older form are made anew


def kept(offered: Offered) -> list[dict[str, Any]]:
    """An offer as rows keep it: the first also holds what it was drawn from, and how."""
    options: list[dict[str, Any]] = [
        {"activity": o.activity, "p": o.p, "reasons": [r.to_json() for r in o.reasons]}
        for o in offered.options
    ]
    if options:
        options[0]["drawn"] = dict(offered.chances)
        options[0]["grounds"] = [r.to_json() for r in offered.grounds]
    return options


def spelled(
    pack: Pack,
    option: Mapping[str, Any],
    done: Collection[str] = (),
    review_minutes: int = reviewing.A_DAY,
) -> dict[str, Any]:
    """An option with all that a page or a terminal shows of it, as the pack has it now.

    An exercise that is `done` is done once more from its start: `afresh` is where that begins,
    by a POST from Today. `review_minutes`: what today's review still takes.
    """
    skills = pack.skills
    telling = Telling(lambda s: skills[s].title if s in skills else s, clock.today())

    def said(reasons: Sequence[Mapping[str, Any]]) -> list[str]:
        return [tell(Reason.from_json(r), telling) for r in reasons]

    card, more = _split(option.get("reasons", ()))
    why = said([*more, *option.get("grounds", ())])
    shown = {**option, "afresh": "", "reason": " ".join(said(card)), "why": why}
    chosen = option["activity"]
    if chosen in SESSIONS:
        title, minutes, page = SESSIONS[chosen]
        minutes = review_minutes if chosen == REVIEW else minutes
        return {**shown, "title": title, "kind": chosen, "minutes": minutes, "url": reverse(page)}
    a = pack.activities[chosen]
    asked = a.kind == "question"  # it has no title of its own
    title = f"A question on “{telling.title(a.main_skill)}”" if asked else a.title
    minutes = a.minutes or QUESTION_MINUTES
    url = registry.url(a)
    if a.kind == "exercise" and chosen in done:
        shown["afresh"], url = reverse("review-again", args=[chosen]), reverse("today")
    return {**shown, "title": title, "kind": a.kind, "minutes": minutes, "url": url}


def _split(reasons: Sequence[Mapping[str, Any]]) -> tuple[list[Mapping[str, Any]], ...]:
    """The reasons on a card, and those that stand below it."""
    return tuple([r for r in reasons if (r["kind"] in BELOW) == below] for below in (False, True))
