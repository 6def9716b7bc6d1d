"""Rules about the map and the interests, checked on the whole pack."""

from __future__ import annotations

from collections.abc import Iterator

from ascent.curriculum.entries import Interest, Skill
from ascent.curriculum.pack import Pack
from ascent.curriculum.prerequisites import Needs, closure, find_cycle
from ascent.curriculum.problems import Problem

FIRST_MODEL_MINUTES = 90
PROJECT_MINUTES = 12 * 60
BASIC_AREAS = frozenset({"python", "data-tools"})
_MATHS = ("maths", "mathematics")
_FEW = 6


def map_rules(pack: Pack, teaching_kinds: frozenset[str]) -> Iterator[Problem]:
    """All rules about areas, topics, skills, interests, data and figures."""
    needs = {skill.id: [p.skill for p in skill.needed] for skill in pack.skills.values()}
    taught = _taught(pack, teaching_kinds)
    yield from _map_references(pack)
    yield from _cycles(pack, needs)
    yield from _top_down(pack, needs)
    yield from _untaught(pack, taught)
    for interest in pack.interests.values():
        yield from _interest_references(pack, interest)
        yield from _budgets(pack, interest, needs)
        yield from _reachable(pack, interest, needs, taught)
    yield from _figure_references(pack)
    yield from _names_of_data(pack)


def _taught(pack: Pack, teaching_kinds: frozenset[str]) -> frozenset[str]:
    activities = pack.activities.values()
    return frozenset(s for a in activities if a.kind in teaching_kinds for s in a.skills)


def _map_references(pack: Pack) -> Iterator[Problem]:
    for topic in pack.topics.values():
        yield from pack.reference("map", topic.id, "area", topic.area)
    for skill in pack.skills.values():
        yield from pack.reference("map", skill.id, "topic", skill.topic, at=("topic",))
        for key, links in (("needed", skill.needed), ("helps", skill.helps)):
            for number, link in enumerate(links):
                yield from pack.reference("map", skill.id, "skill", link.skill, at=(key, number))


def _cycles(pack: Pack, needs: Needs) -> Iterator[Problem]:
    remaining = dict(needs)
    while cycle := find_cycle(remaining):
        yield pack.problem(
            "map.E110",
            cycle[0],
            f"The prerequisites go in a circle: {' needs '.join(cycle)}.",
            at=("needed",),
            hint="Take out the link that is the weakest, or make it a `helps`.",
        )
        remaining = {
            node: [other for other in others if (node, other) != (cycle[0], cycle[1])]
            for node, others in remaining.items()
        }


def _top_down(pack: Pack, needs: Needs) -> Iterator[Problem]:
    """Report every link by which the needs of a `use` skill leave what `use` may rest on."""
    use = [skill.id for skill in pack.skills.values() if skill.depth == "use"]
    held = {name: [n for n in needs[name] if _carries(pack, n)] for name in needs}
    for name in sorted(closure(held, use)):
        skill = pack.skills[name]
        for number, link in enumerate(skill.needed):
            other = pack.skills.get(link.skill)
            if other is not None and not _carries(pack, other.id):
                yield pack.problem(
                    "map.E111",
                    name,
                    f"'{name}' needs '{other.id}', {_what(other)}; "
                    "a `use` skill rests on Python, data tools and other `use` skills only.",
                    at=("needed", number),
                    hint=f"Move '{other.id}' from needed to helps.",
                )


def _carries(pack: Pack, name: str) -> bool:
    """Whether a `use` skill may rest on this skill."""
    skill = pack.skills.get(name)
    if skill is None or skill.area in BASIC_AREAS:
        return True
    return skill.depth == "use" and not skill.area.startswith(_MATHS)


def _what(skill: Skill) -> str:
    if skill.area.startswith(_MATHS):
        return f"which is mathematics ({skill.area})"
    article = "an" if skill.depth == "explain" else "a"
    return f"which is {article} `{skill.depth}` skill"


def _untaught(pack: Pack, taught: frozenset[str]) -> Iterator[Problem]:
    for skill in pack.skills.values():
        if skill.id not in taught:
            yield pack.problem(
                "map.W115",
                skill.id,
                f"No activity teaches '{skill.id}'.",
                hint="Add an exercise or a lesson that has it among its skills.",
            )


def _interest_references(pack: Pack, interest: Interest) -> Iterator[Problem]:
    single = [("tour", interest.tour, "tour"), ("project", interest.project, "project")]
    single += [("first", interest.first, "exercise"), ("figure", interest.figure, "figure")]
    for key, name, kind in single:
        yield from pack.reference("map", interest.id, kind, name, at=(key,))
    several = [("first_model", "skill", interest.first_model), ("skills", "skill", interest.skills)]
    several += [("data", "data", interest.data)]
    for key, kind, names in several:
        for number, name in enumerate(names):
            yield from pack.reference("map", interest.id, kind, name, at=(key, number))


def _budgets(pack: Pack, interest: Interest, needs: Needs) -> Iterator[Problem]:
    project = pack.activities.get(interest.project)
    goals = [
        ("map.E112", "first_model", interest.first_model, FIRST_MODEL_MINUTES),
        ("map.E113", "project", tuple(project.skills) if project else (), PROJECT_MINUTES),
    ]
    for rule, key, skills, most in goals:
        needed = closure(needs, skills)
        minutes = sum(pack.skills[name].minutes for name in needed)
        if minutes > most:
            longest = sorted(needed, key=lambda name: -pack.skills[name].minutes)[:_FEW]
            listed = ", ".join(f"{name} ({pack.skills[name].minutes})" for name in longest)
            yield pack.problem(
                rule,
                interest.id,
                f"From zero, `{key}` takes {minutes} minutes over {len(needed)} skills; "
                f"at most {most} are allowed.",
                at=(key,),
                hint=f"The longest: {listed}.",
            )


def _reachable(
    pack: Pack, interest: Interest, needs: Needs, taught: frozenset[str]
) -> Iterator[Problem]:
    for number, goal in enumerate(interest.skills):
        missing = sorted(closure(needs, [goal]) - taught)
        if missing:
            yield pack.problem(
                "map.E114",
                interest.id,
                f"The goal '{goal}' cannot be reached: nothing teaches "
                f"{', '.join(missing[:_FEW])}.",
                at=("skills", number),
                hint="Add an activity for each, or drop the goal.",
            )


def _figure_references(pack: Pack) -> Iterator[Problem]:
    for figure in pack.figures.values():
        for name in figure.data:
            yield from pack.reference("figure", figure.id, "data", name)


def _names_of_data(pack: Pack) -> Iterator[Problem]:
    taken: dict[str, str] = {}
    for data in pack.data.values():
        other = taken.setdefault(data.reads_as, data.id)
        if other != data.id:
            yield pack.problem(
                "data.E714",
                data.id,
                f"'{data.id}' and '{other}' are both read as {data.reads_as}.",
                at=("as",),
            )
