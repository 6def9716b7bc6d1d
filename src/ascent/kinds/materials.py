"""The files that an activity's code reads: its public data, and what only checks may see."""

from __future__ import annotations

from pathlib import Path

from ascent.curriculum.activity import Activity
from ascent.curriculum.entries import Data
from ascent.kinds import registry
from ascent.runner import kits
from ascent.runner.job import DataFile


def path_of(data: Data) -> Path:
    """Where the table lies on this machine. Raises `KitMissing` when its kit is not installed."""
    return data.path if data.path else kits.member(data.kit, data.member or "")


def public_files(activity: Activity) -> dict[str, Path]:
    """Name in the working folder -> file, for every data set that the activity names."""
    sets = registry.pack().data
    return {sets[d].reads_as: path_of(sets[d]) for d in activity.data if d in sets}


def for_checks(activity: Activity) -> dict[str, DataFile]:
    """The data sets by id, hidden rows included, for the checker alone."""
    sets = registry.pack().data
    return {d: DataFile(path_of(sets[d]), sets[d].hidden_path) for d in activity.data if d in sets}
