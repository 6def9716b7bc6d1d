"""`ascent model credits`: do due reviews confirm the credits of the map's links?"""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, Annotated, Any

import typer

from ascent.cli.say import Say

if TYPE_CHECKING:
    from ascent.learner.tracing.crediting import Edge

Shown = Annotated[int, typer.Option("--links", min=1, help="How many links to show at most.")]


def judge_credits(
    links: Shown = 20,
    json: Annotated[bool, typer.Option("--json", help="Answer in JSON.")] = False,
) -> None:
    """Say for each link of the map whether using the upper skill reviews the lower one.

    It reads the reviews of everybody in this Ascent, and changes nothing. What it confirms you
    may write into the map as `credit`.

    Examples:

        ascent model credits

        ascent model credits --json
    """
    say = Say(json)
    from ascent.cli import engine

    engine.learner(say)
    from ascent.learner.tracing import crediting
    from ascent.learner.tracing.links import current

    found = crediting.edges(_logs(), current())
    if not found:
        say.line("No due review so far asks for a skill that was used in another one meanwhile.")
        say.line(f"A link can be judged after {crediting.ENOUGH} of them.")
    for edge in found[:links]:
        say.line(f"{edge.lower} in {edge.upper}: {_told(edge)}")
    if len(found) > links:
        say.line(f"{len(found) - links} more links have fewer reviews.")
    say.document({"links": [_about(edge) for edge in found]})


def _logs() -> Any:
    """The evidence of each person, one after the other."""
    from ascent.learner import state
    from ascent.learner.models import Evidence

    rows = Evidence.objects.order_by("learner_id", "at").iterator(2000)
    for _, mine in groupby(rows, key=lambda row: row.learner_id):
        yield [state.observation(row) for row in mine]


def _told(edge: Edge) -> str:
    from ascent.learner.tracing.crediting import ENOUGH

    if not edge.enough:
        return f"{edge.reviews} due reviews so far; {ENOUGH} are needed."
    counts = (
        f"{edge.right} of {edge.reviews} due reviews right; "
        f"without credit {edge.expected:.0f} were to be expected."
    )
    if edge.refuted and edge.authored:
        return f"{counts} They speak against the credit of {edge.authored:g} on the map."
    if edge.confirmed:
        return f"{counts} They confirm a credit of {edge.confirmed:g}."
    return f"{counts} That confirms no credit."


def _about(edge: Edge) -> dict[str, Any]:
    return {
        "upper": edge.upper,
        "lower": edge.lower,
        "authored": edge.authored,
        "reviews": edge.reviews,
        "right": edge.right,
        "expected": round(edge.expected, 2),
        "confirmed": edge.confirmed,
        "refuted": edge.refuted,
    }
