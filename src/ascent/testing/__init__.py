"""What the authors of checks write with: `from ascent.testing import check, expect, fail, report`.

This package runs in two places. In the checker process it may use the kit's
packages and nothing of the engine's environment. `ascent.testing.exercise` runs in
the engine and proves that an exercise holds what it promises.
"""

from ascent.testing import drivers, expect
from ascent.testing.api import AuthorError, Data, Failed, check, fail, progress, report
from ascent.testing.remote import Handle, Learner
from ascent.testing.reruns import Thing

__all__ = [
    "AuthorError",
    "Data",
    "Failed",
    "Handle",
    "Learner",
    "Thing",
    "check",
    "drivers",
    "expect",
    "fail",
    "progress",
    "report",
]
