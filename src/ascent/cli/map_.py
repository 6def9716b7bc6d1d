"""`ascent map`: the skills, by area, with where you stand."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from ascent.cli.say import Say, signs

if TYPE_CHECKING:
    from ascent.pages.terrain import Row

SIGN = {"mastered": "known", "placed": "placed", "fading": "begun", "fringe": "open", "fog": "none"}
STYLE = {
    "mastered": "green",
    "placed": "green",
    "fading": "yellow",
    "fringe": "bold",
    "fog": "dim",
}


def show_map(
    as_list: Annotated[
        bool, typer.Option("--list", help="One line for each skill, to search and to sort.")
    ] = False,
    json: Annotated[bool, typer.Option("--json", help="Answer in JSON.")] = False,
) -> None:
    """Show the map of skills: what you have, what you probably know by a placement, what is
    fading, what is within reach.

    Mastery is an estimate, from what your checks have shown.

    Examples:

        ascent map

        ascent map --list | sort -k 2
    """
    say = Say(json)
    from ascent import clock
    from ascent.cli import engine

    person = engine.learner(say)
    from ascent.kinds import guide
    from ascent.pages import terrain

    found = guide.standing(person)
    areas = list(found.pack.areas)
    rows = terrain.rows(found, clock.now().timestamp())
    rows.sort(key=lambda row: areas.index(row.area) if row.area in areas else len(areas))
    if as_list:
        for row in rows:
            say.line(f"{row.id:<28} {row.word:<36} {row.mastery:>4.0%}  {row.area:<12} {row.title}")
    elif not json:
        _tree(say, rows)
    say.document({"skills": [_about(row) for row in rows]})


def _tree(say: Say, rows: list[Row]) -> None:
    from rich.text import Text
    from rich.tree import Tree

    sign = signs()
    tree = Tree("The map", hide_root=True)
    areas: dict[str, Tree] = {}
    for row in rows:
        if row.area not in areas:
            mine = [r for r in rows if r.area == row.area]
            placed = sum(r.placed for r in mine)
            has = sum(r.state in ("mastered", "fading") for r in mine if not r.placed)
            more = f", {placed} probably known" if placed else ""
            title = f"[bold]{row.area_title}[/bold]  {has} of {len(mine)}{more}"
            areas[row.area] = tree.add(title)
        label = Text(f"{sign[SIGN[row.state]]} {row.title}", style=STYLE[row.state])
        label.append(f"  {row.word}", style="dim")
        areas[row.area].add(label)
    say.console.print(tree)


def _about(row: Row) -> dict[str, Any]:
    return {
        "id": row.id,
        "title": row.title,
        "area": row.area,
        "topic": row.topic,
        "depth": row.depth,
        "state": row.word,
        "mastery": round(row.mastery, 4),
        "retention": round(row.retention, 4),
    }
