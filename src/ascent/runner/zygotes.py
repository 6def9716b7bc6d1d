"""Warm kits: which families of zygotes this process keeps, for whom, and for how long.

Nothing is warm until somebody who lives long says so: the server, a worker, or a proof of a
whole pack. A zygote that is missing, not ready yet, stuck or dead costs only time: the process
then starts cold.
"""

from __future__ import annotations

import atexit
import os
import sys
import threading
from pathlib import Path
from typing import Any

from ascent.runner import kits
from ascent.runner.families import LOST, Family, Forked

__all__ = ["LOST", "POSSIBLE", "Forked", "cool", "refill", "take", "warm", "warm_on_use"]

POSSIBLE = sys.platform.startswith("linux") and hasattr(os, "pidfd_open")
STANDBY = 2
"""Children that wait in advance, per pool: more than a person's checks ever need at once."""

Key = tuple[Path, str]
"""A kit's interpreter, and a purpose: learner or checker."""

_families: dict[Key, Family] = {}
_retired: list[Family] = []
_guard = threading.Lock()


def warm(kit: str, timeout: float = 0, standby: int = STANDBY) -> bool:
    """Start warming `kit`, if that is possible here; whether it is warm after `timeout` seconds.

    `standby` children wait in advance, per purpose and tier. Raises KitMissing. Later runs and
    grades of this process use it as soon as it is ready.
    """
    from ascent.runner import sandbox

    if not POSSIBLE:
        return False
    python = kits.python_of(kit)
    keys = [(python, purpose) for purpose in sandbox.PACKAGES]
    with _guard:
        for key in keys:
            _start(key, standby)
        families = [_families[key] for key in keys]
    if not all(one.ready(tier, timeout) for one in families for tier in one.pools):
        return False
    sandbox.refill(python)
    return True


def start(key: Key, standby: int) -> Family:
    """A new family for `key`, which is nobody's yet."""
    from ascent.runner import sandbox

    python, purpose = key
    return Family(
        sandbox.zygote_command(python, purpose),
        sandbox.environment("/nonexistent"),
        sandbox.PACKAGES[purpose],
        standby,
    )


def _start(key: Key, standby: int) -> None:
    """Have a living family under `key`."""
    known = _families.get(key)
    if known is not None and known.alive():
        return
    if known is not None:
        known.close()
    _families[key] = start(key, standby)


def warm_on_use() -> None:
    """From now on, whatever is used once is warm for the next: for a process that lives long."""
    global _on_use
    _on_use = POSSIBLE


_on_use = False


def take(key: Key, tier: str, plan: dict[str, Any]) -> Forked | None:
    """A warm process for `plan`, or None: then start a cold one. A family that has died is
    replaced, for those that come after."""
    family = _families.get(key)
    if family is None and not _on_use:
        return None
    process = None if family is None else family.take(tier, plan)
    if family is None or not family.alive():
        with _guard:
            _start(key, STANDBY if family is None else family.standby)
    return process


def refill(key: Key, plan: dict[str, Any]) -> None:
    """After a job: let children wait for the next one, of a new family when it is time."""
    family = _families.get(key)
    if family is None:
        return
    if not family.used_up():
        family.refill(plan)
        return
    with _guard:
        if _families.get(key) is not family:  # somebody else has seen to it
            return
        family.retire()
        _retired.append(_families.pop(key))
        _start(key, family.standby)
        for gone in [one for one in _retired if not one.alive()]:
            gone.close()
            _retired.remove(gone)


def cool() -> None:
    """End every zygote of this process."""
    global _on_use
    _on_use = False
    with _guard:
        for family in (*_families.values(), *_retired):
            family.close()
        _families.clear()
        _retired.clear()


atexit.register(cool)
