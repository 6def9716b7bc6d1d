"""How one skill came to where it stands: the log once more, seen from that skill. Pure.

`curve` replays the whole log, as the state itself is folded: an answer about one skill moves its
neighbours on the map, and they theirs, so no row can be left out beforehand. What it keeps is
only what touched the skill.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import TypeVar

from ascent.learner.tracing.folding import LearnerState, Observation, SkillState, Walk
from ascent.learner.tracing.links import Links
from ascent.learner.tracing.memory import DAY

Row = TypeVar("Row")
FARTHEST = 3650 * DAY  # nobody is told a date more than ten years ahead


@dataclass(frozen=True)
class Point:
    """One piece of evidence as one skill met it.

    `at`: Unix time; `mastery` and `retention`: the probabilities that the skill is known and
    that it can be recalled, right after it, in [0, 1]; `before` and `faded`: the same right
    before it; `direct`: whether the evidence is about the skill itself; `over`: the skill from
    which it came over a link of the map, else empty; `lit`: the skill lit up (True), went out
    (False) or neither; `state`: the skill's state after it, from which every later chance of
    recall follows.
    """

    at: float
    mastery: float
    retention: float
    evidence: str
    before: float
    faded: float
    direct: bool
    over: str
    lit: bool | None
    state: SkillState


def curve(observations: Iterable[tuple[str, Observation]], links: Links, skill: str) -> list[Point]:
    """Every piece of evidence that is about `skill`, or moved it, in the order of the fold.

    Args:
        observations: (id of the evidence, what the model reads of it), in any order.
        links: the links of the map along which evidence spreads.
        skill: its present name; the observations call it by that name too.
    """
    walk = Walk(links)
    before = walk.skill(skill)
    points = []
    for name, seen in in_order(observations, key=lambda pair: pair[1]):
        walk.take(seen)
        after = walk.skill(skill)
        if skill in seen.skills or (after is not before and after != before):
            points.append(_point(name, seen, skill, before, after))
        before = after
    return points


def in_order(rows: Iterable[Row], key: Callable[[Row], Observation]) -> list[Row]:
    """Rows of the log in the order in which they are folded. `key`: the observation of a row."""
    return sorted(rows, key=lambda row: key(row).order())


def _point(
    name: str, seen: Observation, skill: str, before: SkillState, after: SkillState
) -> Point:
    return Point(
        at=seen.at,
        mastery=after.p,
        retention=recall(skill, after, seen.at),
        evidence=name,
        before=before.p,
        faded=recall(skill, before, seen.at),
        direct=skill in seen.skills,
        over="" if skill in seen.skills else _came_over(seen, before, after),
        lit=after.known if after.known != before.known else None,
        state=after,
    )


def _came_over(seen: Observation, before: SkillState, after: SkillState) -> str:
    """The skill at the other end of the link: what lifted or lowered, else the one exercised."""
    moved = after.lift if after.p > before.p else after.drop if after.p < before.p else ""
    return moved or max(sorted(seen.skills), key=lambda s: seen.skills[s], default="")


def recall(skill: str, state: SkillState, now: float) -> float:
    """Probability that a skill in this state can be recalled at Unix time `now`, in [0, 1]."""
    return LearnerState({skill: state}).retention(skill, now)


def fades(skill: str, state: SkillState, now: float, below: float) -> float | None:
    """When the chance of recall will fall to `below`: Unix time, to the hour.

    None when it has fallen already, when there is nothing to recall yet, and when it lies more
    than ten years ahead.
    """
    if recall(skill, state, now) < below or recall(skill, state, now + FARTHEST) >= below:
        return None
    hours = range(int(FARTHEST / 3600))
    lost = bisect_right(hours, False, key=lambda h: recall(skill, state, now + 3600 * h) < below)
    return now + 3600 * lost


def thinned(points: Sequence[Point], most: int) -> list[Point]:
    """At most `most` of the points: of those too close to be told apart in a picture, the last."""
    if len(points) <= most:
        return list(points)
    first, last = points[0].at, points[-1].at
    width = max((last - first) / (most - 1), 1e-9)
    kept: dict[int, Point] = {int((point.at - first) / width): point for point in points}
    return list(kept.values())


def course(
    points: Sequence[Point], skill: str, until: float, steps: int = 240
) -> list[tuple[float, float]]:
    """The chance of recall as a line to draw: (Unix time, probability), up to `until`.

    Between two pieces of evidence it falls; each success lifts it. The samples lie close where
    the line bends, and `steps` of them are spread over the whole time.
    """
    if not points:
        return []
    span = max(until - points[0].at, 1.0)
    line: list[tuple[float, float]] = []
    for point, end in zip(points, [*(p.at for p in points[1:]), until], strict=True):
        width = max(end - point.at, 0.0)
        count = max(1, round(steps * width / span))
        line.append((point.at, point.faded))
        # Squares: forgetting is quickest right after the success.
        line += [
            (t, recall(skill, point.state, t))
            for t in (point.at + width * (k / count) ** 2 for k in range(count + 1))
        ]
    return line
