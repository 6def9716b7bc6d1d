"""Fitting the shared numbers of the model to what the people of this Ascent have answered."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

from ascent.learner import parameters, state
from ascent.learner.fitting import comparing, refitting
from ascent.learner.fitting.comparing import Comparison
from ascent.learner.models import Evidence
from ascent.learner.tracing.knowing import OURS


@dataclass(frozen=True)
class Tuned:
    """What a fit reached on learners it had not seen, and the file that holds it.

    `against_own`: it was compared with the numbers that come with Ascent, for those in use have
    seen too many of these learners to be judged by them.
    """

    comparison: Comparison
    file: Path
    against_own: bool


def answers() -> list[refitting.Row]:
    """The first answers of all people, as far as they count; people are numbered, not named."""
    rows = Evidence.objects.order_by("learner_id", "at", "id").iterator()
    found: list[refitting.Row] = []
    for number, (_, log) in enumerate(groupby(rows, key=lambda row: row.learner_id)):
        seen = refitting.rated(state.observation(row) for row in log)
        found += [refitting.row(number, one) for one in seen]
    return found


def tune(rows: list[refitting.Row], step: Callable[[int], None]) -> Tuned:
    """Compare on held-out learners, fit to all, keep the result as a candidate. Nothing that
    runs changes.

    Raises:
        ValueError: there are too few learners to hold some out.
        OSError: the candidate cannot be written.
    """
    used = parameters.used()
    present, since = state.model(), used.until if used.hash else None
    new = comparing.newcomers(rows, since)
    against_own = len(new) < comparing.LEAST_LEARNERS
    if against_own:
        present, since = OURS, None
    comparison = comparing.compare(rows, present, since, step)
    fitted = refitting.refit(rows)
    report = {**comparison.to_json(), "against_own": against_own}
    until = max(row.at for row in rows)
    file = parameters.write_candidate(fitted, until, report)
    return Tuned(comparison, file, against_own)
