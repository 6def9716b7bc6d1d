"""`ascent simulate`: lead simulated learners through a pack, to see where real ones might stall."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ascent.cli import packs
from ascent.cli.say import NOT_FINE, USED_WRONGLY, Say
from ascent.simulate import WORDS

if TYPE_CHECKING:
    from ascent.curriculum import Pack
    from ascent.simulate.findings import Findings, OfSkill

SHOWN = 10  # lines of a list; --json has all
FEW = 0.25  # share of learners above which a skill is told of ...
RARE = 0.05  # ... unless only this share of the cohort began it at all


def simulate(
    folders: Annotated[
        list[Path] | None,
        typer.Argument(
            metavar="[FOLDER]...",
            help="A pack, and packs laid over it. Without a folder: the packs that Ascent reads.",
        ),
    ] = None,
    interest: Annotated[
        str, typer.Option(help="Id of the interest that they pin. Without it: the pack's first.")
    ] = "",
    learners: Annotated[int, typer.Option(min=1, max=100_000, help="How many.")] = 100,
    hours: Annotated[float, typer.Option(min=0.5, max=80, help="Hours a week that they have.")] = 5,
    ability: Annotated[
        float,
        typer.Option(
            min=-10, max=10, help="What they bring along, in logits: -4 next to nothing, 0 a lot."
        ),
    ] = -4.0,
    seed: Annotated[int, typer.Option(min=0, help="Another number, other learners.")] = 0,
    json: Annotated[bool, typer.Option("--json", help="Answer in JSON, with every skill.")] = False,
) -> None:
    """For authors: lead simulated learners through a pack, by the coach that real ones get.

    It says where they stall, which skills have too little practice, and which prerequisites
    look wrong. All of it is simulated, not yet shown on people: a hint where to look first.
    The exit code is 1 when learners are left without a step.

    Examples:

        ascent simulate

        ascent simulate my-pack --learners 300 --ability 0
    """
    say = Say(json)
    pack = _pack(say, folders)
    chosen = _interest(say, pack, interest)
    from ascent.kinds.simulating import Cohort
    from ascent.kinds.simulating import simulate as lead

    cohort = Cohort(learners, hours, ability, seed)
    with say.console.status(f"Leading {learners} simulated learners through the pack …"):
        findings = lead(pack, chosen, cohort)
    _show(say, pack, chosen, findings)
    say.document({"words": WORDS, "interest": chosen, **findings.to_json()})
    if findings.stuck:
        raise typer.Exit(NOT_FINE)


def _pack(say: Say, folders: list[Path] | None) -> Pack:
    from ascent.web import startup

    try:
        startup.set_up()
    except startup.CannotStart as error:
        say.fail(str(error))
    from ascent.curriculum import load
    from ascent.kinds import content_kinds

    roots = packs.with_what_lies_below(say, packs.roots(say, folders))
    pack = load(roots, content_kinds())
    errors = sum(problem.severity == "error" for problem in pack.problems)
    if errors:
        said = f"{errors} error{'s' if errors > 1 else ''}"
        say.fail(f"The pack has {said}. `ascent curriculum check` lists them; mend them first.")
    return pack


def _interest(say: Say, pack: Pack, named: str) -> str:
    known = sorted(pack.interests)
    if not known:
        say.fail("The pack has no interest, so there is no way to lead anybody.", USED_WRONGLY)
    if named and named not in known:
        say.fail(f"There is no interest “{named}”. There is: {', '.join(known)}.", USED_WRONGLY)
    return named or known[0]


# ---- for people ---------------------------------------------------------------------------


def _show(say: Say, pack: Pack, interest: str, found: Findings) -> None:
    title = pack.interests[interest].title
    say.line(f"{found.learners} learners on the way to “{title}” ({WORDS})", "bold")
    say.line()
    for what, (middle, late) in found.hours.items():
        say.line(f"{what:<14} {_hours(middle)} for the middle learner, {_hours(late)} for the 90th")
    say.line(f"{'finished':<14} {found.finished} of {found.learners}")
    say.line(f"{'reviews':<14} {found.review_share:.0%} of the time")
    say.line(f"{'a month later':<14} {found.recalled:.0%} of the goal's skills would be recalled")
    if found.stuck:
        say.line(f"{'without a step':<14} {found.stuck} learners: nothing was left to offer them")
    _show_skills(say, pack, found)
    _show_links(say, pack, found)


def _show_skills(say: Say, pack: Pack, found: Findings) -> None:
    begun = [s for s in found.skills if s.began >= RARE * found.learners]
    lists = [
        ("Too little practice: all of it was done, and the skill did not light up", "ran_out"),
        ("Stalled: it took over three times the minutes of the map", "stalled"),
        ("Too steep: somebody needed a solution", "told"),
    ]
    for heading, name in lists:
        skills = [s for s in begun if getattr(s, name) > FEW]
        if not skills:
            continue
        skills.sort(key=lambda s: (-getattr(s, name), s.skill))
        say.line()
        say.line(heading, "bold")
        for skill in skills[:SHOWN]:
            say.line(f"  {getattr(skill, name):>4.0%}  {_named(pack, skill)}")
        _more(say, len(skills))


def _show_links(say: Say, pack: Pack, found: Findings) -> None:
    def title(skill: str) -> str:
        return pack.skills[skill].title if skill in pack.skills else skill

    if found.missing:
        say.line()
        say.line("Prerequisites that look missing: first tries with the skill, and without", "bold")
        for link in found.missing[:SHOWN]:
            said = f"“{title(link.skill)}” asks for “{title(link.asks)}”"
            say.line(f"  {link.with_it:.0%} and {link.without:.0%}  {said}")
        _more(say, len(found.missing))
    if found.idle:
        say.line()
        say.line("Needed, but asked by no activity above: do they only help?", "bold")
        for idle in found.idle[:SHOWN]:
            say.line(f"  “{title(idle.skill)}” needs “{title(idle.needs)}”")
        _more(say, len(found.idle))


def _more(say: Say, count: int) -> None:
    if count > SHOWN:
        say.line(f"  and {count - SHOWN} more (--json lists all)")


def _named(pack: Pack, skill: OfSkill) -> str:
    title = pack.skills[skill.skill].title if skill.skill in pack.skills else skill.skill
    return f"{skill.skill} “{title}”, of {skill.began} learners who began it"


def _hours(hours: float | None) -> str:
    return "never" if hours is None else f"{hours:.1f} h"
