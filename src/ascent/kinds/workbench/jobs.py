"""The runner's job for an activity that is answered with code."""

from __future__ import annotations

from typing import Any

from ascent.curriculum.activity import Activity
from ascent.kinds import materials
from ascent.runner.job import Job, Limits


def job(activity: Activity, code: str, seed: int = 0) -> Job:
    """The serialisable job that runs `code` beside the activity's data."""
    spec: Any = activity.spec
    limits = Limits(
        seconds=spec.limits.seconds,
        memory_mb=spec.limits.memory_mb,
        output_kb=spec.limits.output_kb,
    )
    return Job(
        kit=spec.kit, code=code, files=materials.public_files(activity), limits=limits, seed=seed
    )
