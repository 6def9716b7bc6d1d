"""What a kind of activity is to the rest of Ascent.

A kind is a folder with a `kind.py` that defines `KIND`. Adding one touches
nothing else: its content is read, its pages are routed, its attempts graded
and its completions turned into evidence through what it registers here.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from ascent.accounts.models import Person
from ascent.curriculum.activity import Activity
from ascent.curriculum.kinds import ContentKind
from ascent.learner.actions import Graded, Subject
from ascent.runner.process import Control

OnEvent = Callable[[dict[str, Any]], None]


def unheard(event: dict[str, Any]) -> None:
    """What a run tells when nobody listens."""


@dataclass(frozen=True)
class Submission:
    """An answer on its way to a grader.

    `cancel` is set when the verdict is not wanted any more, or the server goes down. A grader
    that runs code hands it to the runner, and `control` with it, by which the learner turns the
    settings of the run (its `cancelled` is the same event), and `on_event`, which gets what the
    run tells. `strangers` says that the code may be somebody else's than this machine's user's:
    it runs only where it can be held, and the grader raises NotIsolated elsewhere.
    """

    activity: Activity
    answer: dict[str, Any]
    seed: int
    cancel: threading.Event = field(default_factory=threading.Event)
    control: Control | None = None
    on_event: OnEvent = unheard
    strangers: bool = False


@dataclass(frozen=True)
class Kind:
    """One kind of activity.

    `guess` and `slip` are the chances of a right answer without the skills and of a wrong one
    with them, in [0, 1). `grade` is None for kinds that are read and not answered. `urls` is
    the module with the kind's routes, which lie below `/<name>/`; its page is named `page`.
    `chance` may refine `guess` by activity (a choice among four is guessed more often).
    `beside` may add to an answer what else this learner's attempt is to show.
    """

    name: str
    title: str
    content: ContentKind
    urls: str
    guess: float = 0.0
    slip: float = 0.1
    grade: Callable[[Submission], Graded] | None = None
    chance: Callable[[Activity], float] | None = None
    beside: Callable[[Person, Activity], dict[str, Any]] | None = None
    in_coach: bool = True

    def subject(self, activity: Activity) -> Subject:
        """What evidence will say that an attempt at `activity` was about."""
        return Subject(
            activity=activity.id,
            kind=self.name,
            content_hash=activity.content_hash,
            skills=dict(activity.skills),
            guess=self.chance(activity) if self.chance else self.guess,
            slip=self.slip,
            difficulty=activity.difficulty,
        )


def share(points: Sequence[float], of: Sequence[float]) -> float:
    """Points won as a share of all, in [0, 1]; 0 when there are none to win."""
    return sum(points) / sum(of) if sum(of) else 0.0
