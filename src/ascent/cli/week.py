"""`ascent week`: what a week brought, what is fading, hours against plan, what comes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from ascent.cli.say import USED_WRONGLY, Say

if TYPE_CHECKING:
    from datetime import date

NO_WEEK = "Write a week like 2026-W46, or name one of its days, like 2026-11-12."


def week(
    which: Annotated[
        str, typer.Argument(metavar="[WEEK]", help="2026-W46, or a day. Without it: this week.")
    ] = "",
    json: Annotated[bool, typer.Option("--json", help="Answer in JSON.")] = False,
) -> None:
    """Look back on a week: what lit up, what is fading, hours against plan, and what comes.

    Examples:

        ascent week

        ascent week 2026-W46
    """
    say = Say(json)
    from ascent.cli import engine

    person = engine.learner(say)
    from ascent import clock
    from ascent.coach import week as calendar
    from ascent.coach import week_words as words
    from ascent.kinds import looking_back, registry

    first = _first(say, which)
    look = looking_back.of(person, first)
    skills = registry.pack().skills
    titles = {s: skills[s].title for s in skills}
    say.line(f"Week {calendar.name(first)}", style="bold")
    if look.is_empty:
        say.line(words.RUNNING_EMPTY if look.running else words.EMPTY)
    for lit in look.lit:
        if lit.how == "shown":
            say.line(f"Lit up    {titles.get(lit.skill, lit.skill)}")
    if placed := sum(lit.how == "placed" for lit in look.lit):
        many = f"{placed} skill{'' if placed == 1 else 's'}"
        say.line(f"Placed    A placement took {many} as probably known")
    for skill in look.fading:
        say.line(f"Fading    {titles.get(skill, skill)}")
    review = looking_back.review(person, look) if look.running else None
    if review is not None and review.skills:
        many = f"asks about {len(review.skills)} of them in about {review.minutes} min"
        say.line(f"Review    {many}: {engine.address('/review/')}")
    say.line(f"Hours     {words.hours(look)} {words.pace(look)}".rstrip())
    for sentence in words.dates(look, clock.today()):
        say.line(f"Next      {sentence}")
    say.line(words.ESTIMATE, style="dim")
    say.document(
        {
            "week": calendar.name(first),
            "first": look.first,
            "last": look.last,
            "running": look.running,
            "evidence": look.rows,
            "lit": [
                {"skill": lit.skill, "evidence": lit.evidence, "how": lit.how} for lit in look.lit
            ],
            "fading": list(look.fading),
            "soon": list(look.soon),
            "review": list(review.skills) if review else [],
            "hours": {"spent": round(look.spent, 2), "planned": look.planned, "is_estimate": True},
            "dates": [{"step": step, "day": day} for step, day in look.ahead],
        }
    )


def _first(say: Say, which: str) -> date:
    """The Monday of the week that was asked for, or the end with what one looks like."""
    from ascent import clock
    from ascent.coach import week as calendar

    this = calendar.monday(clock.today())
    first = calendar.read(which) if which else this
    if first is None:
        say.fail(f"“{which[:40]}” is no week. {NO_WEEK}", USED_WRONGLY)
    if first > this:
        say.fail("That week has not begun, so there is nothing to look back on.", USED_WRONGLY)
    return first
