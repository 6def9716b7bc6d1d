"""The lines of a reference project that an exercise opens, and the line a learner wrote."""

from __future__ import annotations

import ast
import difflib
from dataclasses import dataclass

from ascent import syntax
from ascent.curriculum import Pack
from ascent.curriculum.activity import Activity


@dataclass(frozen=True)
class Opened:
    """One line of a reference project. `number` starts at 1."""

    project: Activity
    number: int
    text: str


def opened_by(activity: Activity, pack: Pack) -> list[Opened]:
    """Every line that `activity` opens, in the order of the projects."""
    wanted = set(getattr(activity.spec, "opens", ()))
    tours = [a for a in pack.activities.values() if a.code_lines]
    return [
        Opened(tour, number, line.strip())
        for tour in tours
        for number, line in enumerate(tour.code_lines, start=1)
        if line.strip() in wanted
    ]


def own_lines(starter: str, code: str) -> list[str]:
    """The lines of `code` that are not in the starter: what the learner wrote."""
    before, after = starter.splitlines(), code.splitlines()
    matcher = difflib.SequenceMatcher(a=before, b=after, autojunk=False)
    return [
        line.strip()
        for tag, _, _, start, end in matcher.get_opcodes()
        if tag in ("insert", "replace")
        for line in after[start:end]
        if line.strip() and not line.strip().startswith("#")
    ]


def names_in(code: str) -> set[str]:
    """Names that completion can offer: everything that the code binds or reads."""
    try:
        tree = syntax.parse(code)
    except SyntaxError:
        return set()
    names = {n.id for n in ast.walk(tree) if isinstance(n, ast.Name)}
    names |= {n.attr for n in ast.walk(tree) if isinstance(n, ast.Attribute)}
    names |= {a.asname or a.name for n in ast.walk(tree) if isinstance(n, ast.alias) for a in [n]}
    return {n for n in names if not n.startswith("_")}
