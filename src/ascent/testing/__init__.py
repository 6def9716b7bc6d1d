"""What the authors of checks write with: `from ascent.testing import check, expect, fail, report`.

This package runs in two places. In the checker process it may use the kit's
packages and nothing of the engine's environment. `check_exercise` and `check_sandbox` run in
the engine: one proves that an exercise holds what it promises, the other attacks a sandbox.
They are imported when they are first asked for, so that no checker pays for them.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

from ascent.testing import drivers, expect
from ascent.testing.api import AuthorError, Data, Failed, check, fail, progress, report
from ascent.testing.remote import Handle, Learner
from ascent.testing.reruns import Thing

if TYPE_CHECKING:
    from ascent.testing.exercise import check_exercise as check_exercise
    from ascent.testing.sandbox_check import check_sandbox as check_sandbox

__all__ = [
    "AuthorError",
    "Data",
    "Failed",
    "Handle",
    "Learner",
    "Thing",
    "check",
    "check_exercise",
    "check_sandbox",
    "drivers",
    "expect",
    "fail",
    "progress",
    "report",
]

_IN_THE_ENGINE = {"check_exercise": "exercise", "check_sandbox": "sandbox_check"}


def __getattr__(name: str) -> Any:
    if name not in _IN_THE_ENGINE:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    found = getattr(importlib.import_module(f"{__name__}.{_IN_THE_ENGINE[name]}"), name)
    globals()[name] = found
    return found
