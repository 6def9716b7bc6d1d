"""`ascent next`: the one next step, and why."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from ascent.cli.say import Say

if TYPE_CHECKING:
    from ascent.accounts.models import Person

NO_LOOP = (
    "There is no loop yet, so there is no next step. Run `ascent start`, "
    "say in the browser what you wish for, and choose one interest."
)
NOTHING_HARDER = (
    "There is no harder exercise to show instead of this step. Run `ascent next` to see it, "
    "or choose another skill on the map."
)
NOTHING_LEFT = "Nothing is left in this step of the loop. Run `ascent status` for its dates."


def next_step(
    something_else: Annotated[
        bool, typer.Option("--else", help="Put the offered step aside and name another.")
    ] = False,
    show: Annotated[
        bool,
        typer.Option("--show", help="Skip it by showing: name the hardest exercise of its skill."),
    ] = False,
    json: Annotated[bool, typer.Option("--json", help="Answer in JSON.")] = False,
) -> None:
    """Name the one next step, and say why it is next.

    Examples:

        ascent next

        ascent next --else

        ascent next --show
    """
    say = Say(json)
    from ascent.cli import engine

    person = engine.learner(say)
    from ascent.kinds import guide, registry

    if something_else:
        guide.something_else(person)
    option = require_step(say, person)
    if show:
        skill = guide.can_skip(guide.standing(person), option)
        if not skill:
            say.fail(NOTHING_HARDER)
        guide.show(person, skill)
        option = require_step(say, person)
    others = offered(person)[1:]
    say.line(option["title"], style="bold")
    say.line(f"  {option['kind'].capitalize()}, about {option['minutes']} minutes.")
    for sentence in (option["reason"], *option["why"]):
        say.line(f"  {sentence}")
    found = registry.pack().activities.get(option["activity"])
    if option["afresh"]:
        say.line(
            f"  Begin it from its start, without help: ascent open {option['activity']} --again"
        )
    elif found is not None and engine.has_files(found):
        say.line(f"  Write it in your editor: ascent open {found.id}")
    say.line(f"  Or in the browser: {engine.address(option['url'])}")
    if others:
        say.line("Or one of these. `ascent next --else` puts the first one aside.")
        for other in others:
            say.line(f"  {other['title']} ({other['kind']}, about {other['minutes']} minutes)")
            say.line(f"    {other['reason']}")
    say.document({"next": option, "others": others})


def require_step(say: Say, person: Person) -> dict[str, Any]:
    """The first option of the coach's offer, or the end with what is missing."""
    from ascent.kinds import guide

    offer = guide.next_step(person)
    if offer is None:
        say.fail(NO_LOOP)
    if not offer.options:
        say.fail(NOTHING_LEFT)
    step: dict[str, Any] = offer.options[0]
    return step


def offered(person: Person) -> list[dict[str, Any]]:
    """All options of the offer that stands."""
    from ascent.kinds import guide

    offer = guide.next_step(person)
    return list(offer.options) if offer else []
