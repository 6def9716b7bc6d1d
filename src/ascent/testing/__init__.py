"""What the authors of checks write with: `from ascent.testing import check, expect, fail, report`.

This package runs in two places. In the checker process it may use the kit's
packages and nothing of the engine's environment. `ascent.testing.exercise` runs in
the engine and proves that an exercise holds what it promises.
"""

from ascent.testing import expect
from ascent.testing.api import AuthorError, Data, Failed, check, fail, report
from ascent.testing.remote import Handle, Learner

__all__ = [
    "AuthorError",
    "Data",
    "Failed",
    "Handle",
    "Learner",
    "check",
    "expect",
    "fail",
    "report",
]
