"""A question about output is answered by running its code."""

from __future__ import annotations

from collections.abc import Iterator

from ascent.curriculum.activity import Activity
from ascent.curriculum.asking import PredictOutput
from ascent.curriculum.pack import Pack
from ascent.curriculum.problems import Problem
from ascent.kinds.proving import prove_prediction


def prove(activity: Activity, pack: Pack) -> Iterator[Problem]:
    """Only code can be proved; the other kinds of question were checked while reading."""
    if isinstance(activity.spec, PredictOutput):
        yield from prove_prediction(activity.spec, pack, activity.id)
