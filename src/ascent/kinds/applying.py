"""Whether the skill of a chosen gap is used in the learner's own project, as far as it shows.

Two things always have to hold of an attempt at the project: it has changed since the gap was
chosen, and no check that passed then fails now. That the skill is in it is shown in the best way
that the pack has: by a check of the project's own (`[[applies]]`, see `kinds/project`); else by
what the new lines call or how they are built, compared with what the exercises of that skill,
and those alone, use; else nothing but the change can be seen, and that is said.
"""

from __future__ import annotations

import ast
import builtins
import difflib
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from ascent import syntax
from ascent.coach.gap import listed
from ascent.curriculum import Pack
from ascent.curriculum.activity import Activity
from ascent.kinds import registry, ways
from ascent.learner import gaps, names
from ascent.learner.actions import UNTOLD
from ascent.learner.models import Attempt, AttemptState, Loop

MOST_LOOKED_AT = 20  # attempts, the newest first
NAMED = 4  # calls or forms that a sentence names
COMMON = 0.15  # share of the skills whose exercises make a call that belongs to none of them
BUILT_IN = frozenset(f"`{name}`" for name in dir(builtins))
CHECK, CALLS, CHANGED = "check", "calls", "changed"

FORMS: Mapping[type[ast.AST], str] = {
    ast.For: "a for loop",
    ast.While: "a while loop",
    ast.If: "an if",
    ast.FunctionDef: "a function of its own",
    ast.ListComp: "a comprehension",
    ast.DictComp: "a comprehension",
    ast.SetComp: "a comprehension",
    ast.GeneratorExp: "a comprehension",
    ast.Dict: "a dictionary",
    ast.JoinedStr: "an f-string",
    ast.Try: "a try",
    ast.Slice: "a slice",
}


@dataclass(frozen=True)
class Application:
    """How far the skill is used in the project. `how` is set when it shows; `said` is for the
    learner; `task` is what the project asks for, in Markdown, where it says."""

    said: str
    how: str = ""
    attempt: Attempt | None = None
    task: str = ""


def keep(loop: Loop, project: Activity, pack: Pack) -> Application:
    """`look`, for the gap that was chosen; what shows for the first time is written down."""
    shown = look(loop, project, names.present(loop.gap["skill"]), pack)
    if shown.attempt is not None and not loop.gap.get("applied"):
        subject = registry.kind_of(project).subject(project)
        gaps.applied(loop, shown.attempt, subject, shown.how)
    return shown


def look(loop: Loop, project: Activity, skill: str, pack: Pack) -> Application:
    """What the attempts at the project since the gap was chosen show of `skill`."""
    entry = next((one for one in project.spec.applies if one.skill == skill), None)
    task = entry.task if entry is not None else ""
    base = _base(loop, project)
    shown = ""
    for attempt in _since(loop, project, base):
        how, said = _shows(attempt, base, entry is not None, skill, pack)
        if how:
            return Application(said, how, attempt, task)
        shown = shown or said
    waiting = "Change your project so that it uses this skill, then press Check there."
    return Application(shown or waiting, task=task)


def last_attempt(loop: Loop, project: Activity) -> Attempt | None:
    """The attempt that the next ones are compared with: the last pass, else the last one."""
    rows = _told(loop, project).order_by("-id")
    return rows.filter(outcome="passed").first() or rows.first()


def _told(loop: Loop, project: Activity) -> QuerySet[Attempt]:
    """Settled attempts at the project that say something."""
    rows = Attempt.objects.filter(
        learner=loop.learner, activity=project.id, state=AttemptState.DONE
    )
    return rows.exclude(outcome__in=UNTOLD)


def _base(loop: Loop, project: Activity) -> Attempt | None:
    known = loop.gap.get("base", "")
    return _told(loop, project).filter(id=UUID(known)).first() if known else None


def _since(loop: Loop, project: Activity, base: Attempt | None) -> list[Attempt]:
    """Attempts made after the gap was chosen, the newest first."""
    rows = _told(loop, project).filter(created__gte=loop.gap["chosen"])
    rows = rows.exclude(id=base.id) if base is not None else rows
    return list(rows.order_by("-id")[:MOST_LOOKED_AT])


# ---- one attempt --------------------------------------------------------------------------


def _shows(
    attempt: Attempt, base: Attempt | None, has_check: bool, skill: str, pack: Pack
) -> tuple[str, str]:
    """How one attempt shows the skill (empty: it does not), and the sentence that says so."""
    code = str(attempt.answer.get("code", ""))
    before = str(base.answer.get("code", "")) if base is not None else ""
    if not code or same_program(before, code):
        return "", "Your project is as it was when you chose this gap. Change it, then check again."
    if lost := _lost(attempt, base):
        return "", f"A check of your project that passed before does not now: {lost}"
    if base is None and attempt.outcome != "passed":
        return "", "Your project does not pass its checks yet. Its page says which one fails."
    if has_check:
        return _checked(attempt, skill)
    wanted = signs_of(pack, skill)
    if not wanted:
        return CHANGED, (
            "Your project has changed and holds. No call and no form of code belongs to this skill "
            "alone, so that is all that can be seen from outside. Whether it is used, you know."
        )
    found = sorted(wanted & signs(code, new_lines(before, code)))
    if found:
        return CALLS, f"Your new lines use {listed(found, NAMED)}, and your project holds."
    return "", (
        "Your project has changed and holds, but its new lines use nothing of what the exercises "
        f"of this skill use: {listed(sorted(wanted), NAMED)}."
    )


def _checked(attempt: Attempt, skill: str) -> tuple[str, str]:
    """What the project's own check of the skill said in an attempt."""
    applied = (attempt.verdict or {}).get("applied", {})
    if applied.get("skill") != skill:
        return "", "Your project has changed and holds. Press Check there once more to show it."
    if applied.get("outcome") == "passed":
        return CHECK, f"The check passes: {applied.get('sentence', '')}"
    if applied.get("outcome") in UNTOLD:
        return "", "The check of this skill failed itself. That is not your fault: check again."
    return "", f"Not yet: {applied.get('message') or applied.get('sentence', '')}"


def _lost(attempt: Attempt, base: Attempt | None) -> str:
    """The sentence of the first check that passed in `base` and does not now."""
    if base is None or attempt.outcome == "passed":
        return ""
    passed = {c["name"] for c in _checks(base) if c["outcome"] == "passed"}
    now = {c["name"] for c in _checks(attempt) if c["outcome"] == "passed"}
    lost = [c["sentence"] for c in _checks(base) if c["name"] in passed - now]
    return str(lost[0]) if lost else ""


def _checks(attempt: Attempt) -> list[dict[str, Any]]:
    return list((attempt.verdict or {}).get("checks", []))


# ---- what code shows ----------------------------------------------------------------------


def same_program(one: str, other: str) -> bool:
    """Whether two files do the same, but for comments, spaces and line breaks."""
    try:
        return ast.dump(syntax.parse(one)) == ast.dump(syntax.parse(other))
    except SyntaxError:
        return one.split() == other.split()


def new_lines(before: str, code: str) -> frozenset[int]:
    """The numbers, from 1, of the lines of `code` that are not in `before`."""
    matcher = difflib.SequenceMatcher(a=before.splitlines(), b=code.splitlines(), autojunk=False)
    return frozenset(
        number + 1
        for tag, _, _, start, end in matcher.get_opcodes()
        if tag in ("insert", "replace")
        for number in range(start, end)
    )


def signs(code: str, lines: Iterable[int] | None = None) -> frozenset[str]:
    """What code calls (`name()`), and how it is built, in all lines or in some."""
    try:
        tree = syntax.parse(code)
    except SyntaxError:
        return frozenset()
    wanted = None if lines is None else frozenset(lines)
    own = {n.name for n in ast.walk(tree) if isinstance(n, ast.FunctionDef | ast.ClassDef)}
    found = set()
    for node in ast.walk(tree):
        if wanted is None or getattr(node, "lineno", 0) in wanted:
            found |= _signs_of_node(node)
    return frozenset(found - {f"`{name}`" for name in own})


def _signs_of_node(node: ast.AST) -> set[str]:
    if type(node) in FORMS:
        return {FORMS[type(node)]}
    if isinstance(node, ast.Call):
        named = node.func
        if isinstance(named, ast.Attribute):
            return {f"`{named.attr}`"}
        if isinstance(named, ast.Name):
            return {f"`{named.id}`"}
    return set()


@lru_cache(maxsize=256)
def signs_of(pack: Pack, skill: str) -> frozenset[str]:
    """What the exercises of a skill use, and those of the skills below it do not.

    Calls that exercises of many skills make, and those of Python itself, belong to none of them.
    """
    below = ways.graph(pack).closure([skill]) - {skill}
    used = _used(pack)
    common = BUILT_IN | {
        sign for sign, count in _spread(pack).items() if count > len(used) * COMMON
    }
    lower = frozenset().union(*(used[s][0] for s in below if s in used))
    own = used[skill][1] if skill in used else frozenset()
    return own - lower - (common - frozenset(FORMS.values()))


@lru_cache(maxsize=8)
def _used(pack: Pack) -> Mapping[str, tuple[frozenset[str], frozenset[str]]]:
    """By main skill, the signs of its exercises' solutions: all of them, and those of the lines
    that the learner has to write."""
    found: dict[str, tuple[frozenset[str], frozenset[str]]] = {}
    for activity in pack.of_kind("exercise"):
        solution = activity.text("solution.py")
        written = signs(solution, new_lines(activity.text("starter.py"), solution))
        whole, own = found.get(activity.main_skill, (frozenset(), frozenset()))
        found[activity.main_skill] = (whole | signs(solution), own | written)
    return found


def _spread(pack: Pack) -> Counter[str]:
    """For each sign, the exercises of how many skills show it."""
    return Counter(sign for whole, _ in _used(pack).values() for sign in whole)
