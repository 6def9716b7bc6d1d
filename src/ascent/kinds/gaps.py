"""Gaps at work for one person: what the evidence says, which skill a note means, what was applied.

`coach/gap.py` ranks and is pure; this module gathers what it needs from the pack and the record,
and never gives a ranking before the learner's own (`ranking`). The plan is in `gap_days.py`.
"""

from __future__ import annotations

from collections import Counter

from ascent import clock
from ascent.coach import gap
from ascent.coach.gap import Gap, Ground, Shown
from ascent.curriculum import Pack
from ascent.curriculum.activity import Activity
from ascent.kinds import applying, ways
from ascent.kinds.applying import Application
from ascent.kinds.guide import Standing
from ascent.learner import names
from ascent.learner.actions import PASSED
from ascent.learner.models import Evidence, FeltGap, Loop

# ---- what the evidence says -----------------------------------------------------------------


def ranking(found: Standing) -> tuple[Gap, ...]:
    """What holds back most, by the evidence; nothing before the learner's own order stands."""
    if found.loop is None or found.interest is None or not found.loop.gap.get("ranked"):
        return ()
    return gap.rank(ground(found, found.loop))


def ground(found: Standing, loop: Loop) -> Ground:
    """What the ranking depends on: the goal of the loop, the map, the state, this loop's tries."""
    pack = found.pack
    return Ground(
        goals=_goals(found),
        needed={
            skill.id: {n.skill: n.weight for n in skill.needed if n.skill in pack.skills}
            for skill in pack.skills.values()
        },
        names={skill.id: skill.title for skill in pack.skills.values()},
        state=found.state,
        now=clock.now().timestamp(),
        shown=_shown(loop),
    )


def _goals(found: Standing) -> dict[str, float]:
    """The interest's skills with full weight, those of its project with theirs."""
    interest = found.interest
    if interest is None:
        return {}
    project = project_of(found)
    weights = dict(project.skills) if project is not None else {}
    weights |= dict.fromkeys(interest.skills, 1.0)
    return {skill: w for skill, w in weights.items() if skill in found.pack.skills}


def _shown(loop: Loop) -> dict[str, Shown]:
    """By main skill, what the attempts since this loop began showed."""
    rows = Evidence.objects.filter(learner=loop.learner_id, id__gt=loop.id, attempt__isnull=False)
    right: Counter[str] = Counter()
    tries: Counter[str] = Counter()
    mistakes: dict[str, Counter[str]] = {}
    for skills, outcome, mistake in rows.values_list("skills", "outcome", "misconception"):
        if not skills:
            continue
        main = names.present(max(skills, key=lambda s: skills[s]))
        tries[main] += 1
        right[main] += outcome == PASSED
        if mistake:
            mistakes.setdefault(main, Counter())[mistake] += 1
    return {s: Shown(right[s], tries[s] - right[s], dict(mistakes.get(s, {}))) for s in tries}


# ---- which skill a felt gap means -----------------------------------------------------------


def meant(found: Standing, row: FeltGap) -> str:
    """The skill that a felt gap is probably about: where it was noted, else by its words.

    It is "" where they say too little to guess: then the learner chooses.
    """
    if row.skill in found.pack.skills:
        return row.skill
    described = {s: _described(found.pack, s) for s in found.pack.skills}
    return gap.closest(row.text, described, among=on_the_way(found))


def on_the_way(found: Standing) -> list[str]:
    """The skills of the way to the goal, in the order of their titles: it says nothing of them."""
    if found.interest is None:
        return []
    way = ways.route(found.pack, found.interest.id).order
    return sorted(way, key=lambda s: found.pack.skills[s].title)


def _described(pack: Pack, skill_id: str) -> str:
    skill = pack.skills[skill_id]
    topic = pack.topics.get(skill.topic)
    return f"{skill.title} {skill.about} {topic.title if topic is not None else ''}"


# ---- in the learner's own project -------------------------------------------------------------


def project_of(found: Standing) -> Activity | None:
    """The project of the pinned interest, when the pack has it."""
    return found.pack.activities.get(found.interest.project) if found.interest else None


def application(found: Standing) -> tuple[Activity, Application] | None:
    """How far the chosen skill is used in the project; None without a project in the pack."""
    loop, project = found.loop, project_of(found)
    if loop is None or project is None or "chosen" not in loop.gap:
        return None
    return project, applying.keep(loop, project, found.pack)
