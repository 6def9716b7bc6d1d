"""The files that an activity's code reads: its public data, and what only checks may see."""

from __future__ import annotations

from pathlib import Path

from ascent.curriculum.activity import Activity
from ascent.kinds import registry, tables
from ascent.runner import kits
from ascent.runner.job import DataFile


def public_files(activity: Activity) -> dict[str, Path]:
    """Name in the working folder -> file, for every data set that the activity names.

    Raises `KitMissing` when a table comes with a kit that is not installed.
    """
    return tables.public(activity.data, registry.pack())


def for_checks(activity: Activity) -> dict[str, DataFile]:
    """The data sets by id, hidden rows included, for the checker alone."""
    return tables.for_checks(activity.data, registry.pack())


def columns(activity: Activity) -> dict[str, list[str]]:
    """The column names of every table that the activity's code finds beside it."""
    sets = registry.pack().data
    return {sets[d].reads_as: [c.name for c in sets[d].columns] for d in activity.data if d in sets}


def missing_kit(activity: Activity) -> str:
    """The name of the kit that has to be added before its code can run; empty when none."""
    kit = str(activity.spec.kit)
    return "" if kits.is_ready(kit) else kit
