"""Runs learner code and checks it, in three kinds of process that do not trust each other.

`run(job)` executes and shows; `grade(job, checks)` gives a verdict. The learner
process (`inside`) has the code and no answers; the checker process (`checker`) has the
answers and no learner code; this side (`worker`) starts, meters and ends both.

Names are looked up when they are used: the checker imports this package too, and
it has nothing of the engine's environment.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from ascent.runner.job import (
        CellResult,
        CheckResult,
        DataFile,
        Figure,
        Job,
        Limits,
        Outcome,
        RunResult,
        Table,
        Verdict,
    )
    from ascent.runner.process import Cancelled, Control
    from ascent.runner.sandbox import Isolation, NotIsolated, isolation, require_isolation
    from ascent.runner.worker import Variant, grade, grade_many, run
    from ascent.runner.zygotes import cool, warm, warm_on_use

_WHERE = {
    "job": "CellResult CheckResult DataFile Figure Job Limits Outcome RunResult Table Verdict",
    "process": "Cancelled Control",
    "sandbox": "Isolation NotIsolated isolation require_isolation",
    "worker": "Variant grade grade_many run",
    "zygotes": "cool warm warm_on_use",
}
_MODULE_OF = {name: module for module, names in _WHERE.items() for name in names.split()}

__all__ = [
    "Cancelled",
    "CellResult",
    "CheckResult",
    "Control",
    "DataFile",
    "Figure",
    "Isolation",
    "Job",
    "Limits",
    "NotIsolated",
    "Outcome",
    "RunResult",
    "Table",
    "Variant",
    "Verdict",
    "cool",
    "grade",
    "grade_many",
    "isolation",
    "require_isolation",
    "run",
    "warm",
    "warm_on_use",
]


def __getattr__(name: str) -> Any:
    if name not in _MODULE_OF:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    import importlib

    return getattr(importlib.import_module(f"{__name__}.{_MODULE_OF[name]}"), name)
