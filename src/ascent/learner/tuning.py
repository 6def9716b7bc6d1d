"""Fitting the shared numbers of the model to what the people of this Ascent have answered."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

from ascent.learner import parameters, refitting, state
from ascent.learner.comparing import Comparison, compare
from ascent.learner.knowing import Model
from ascent.learner.models import Evidence


@dataclass(frozen=True)
class Tuned:
    """What a fit reached on learners it had not seen, and the file that holds it."""

    comparison: Comparison
    file: Path


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
    present = Model(parameters.current(), parameters.difficulties())
    comparison = compare(rows, present, step)
    fitted = refitting.refit(rows, present)
    report = comparison.to_json()
    file = parameters.write_candidate(fitted.parameters, fitted.difficulties, report)
    return Tuned(comparison, file)
