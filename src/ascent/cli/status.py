"""`ascent status`: the loop, its dates, the skills, what memory is about to lose."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from ascent.cli.say import Say

if TYPE_CHECKING:
    from ascent.kinds.guide import Standing


def status(
    json: Annotated[bool, typer.Option("--json", help="Answer in JSON.")] = False,
) -> None:
    """Show where you stand: the loop and its dates, skills, and what is due for review.

    Examples:

        ascent status

        ascent status --json
    """
    say = Say(json)
    from ascent.cli import engine
    from ascent.cli.next_ import offered

    person = engine.learner(say)
    from ascent.kinds import guide, reviewing
    from ascent.pages.terrain import by_placement

    found = guide.standing(person)
    found = guide.standing(person) if found.loop else found  # as it is after a date has passed
    due = reviewing.waiting(person, found.pack, found.state, found.done)
    known = found.state.known_skills() & found.pack.skills.keys()
    loop = _loop(found)
    _say_loop(say, loop)
    placed = sum(by_placement(found.state.skill(s)) for s in known)
    mastered, of = len(known) - placed, len(found.pack.skills)
    more = f", {placed} probably known by a placement" if placed else ""
    say.line(f"Skills    {mastered} of {of} mastered{more}")
    review = ", ".join(_title(found, skill) for skill in due[:3])
    say.line(f"Review    {len(due)} due{': ' + review if due else ''}")
    options = offered(person)
    for number, option in enumerate(options):
        before = "or        " if number else "Next      "
        say.line(f"{before}{option['title']}: {option['reason']}")
    say.document(
        {
            "loop": loop,
            "skills": {"mastered": mastered, "placed": placed, "of": of},
            "review": due,
            "next": options[0] if options else None,
            "others": options[1:],
        }
    )


def _loop(found: Standing) -> dict[str, Any] | None:
    if found.loop is None:
        return None
    loop = found.loop
    return {
        "number": loop.number,
        "wish": loop.wish,
        "hours": loop.hours,
        "interest": loop.interest,
        "interest_title": found.interest.title if found.interest else loop.interest,
        "step": loop.step,
        "due": loop.due,
        "left": loop.left,
    }


def _say_loop(say: Say, loop: dict[str, Any] | None) -> None:
    from ascent.coach.loop import STEPS, TITLES

    if loop is None:
        say.line("Loop      none yet: run `ascent start` and say what you wish for.")
        return
    say.line(f"Loop {loop['number']}    {loop['interest_title']}: “{loop['wish']}”")
    for step in STEPS:
        left = loop["left"].get(step)
        when = f"left on {left[0]}" if left else f"until {loop['due'].get(step, 'no date')}"
        here = "  <- you are here" if step == loop["step"] else ""
        say.line(f"          {TITLES[step]:<10} {when}{here}")


def _title(found: Standing, skill: str) -> str:
    return found.pack.skills[skill].title if skill in found.pack.skills else skill
