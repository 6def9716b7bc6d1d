"""Starts learner processes, as isolated as this machine allows, and says how isolated that is."""

from __future__ import annotations

import json
from pathlib import Path

from ascent.runner import kits
from ascent.runner.job import Limits
from ascent.runner.process import Child

INSIDE = Path(__file__).resolve().parent / "inside"
PACKAGES_MB = 700  # what an interpreter with the packages of a kit takes before learner code


def environment(home: str) -> dict[str, str]:
    """The whole environment of learner code and of checks: nothing of ours passes on."""
    threads = ("OMP", "OPENBLAS", "MKL", "NUMEXPR", "VECLIB_MAXIMUM")
    return {
        "HOME": home,
        "TMPDIR": home,
        "LANG": "C.UTF-8",
        "PATH": "/usr/bin:/bin",
        "TZ": "UTC",
        "PYTHONHASHSEED": "0",
        "MPLCONFIGDIR": f"{home}/.matplotlib",
        "JOBLIB_MULTIPROCESSING": "0",
        **{f"{name}_NUM_THREADS": "1" for name in threads},
    }


def launch(kit: str, limits: Limits, folder: Path) -> Child:
    """Start a learner process of `kit` with the empty `folder` to work in. Raises KitMissing."""
    python = kits.python_of(kit)
    plan = {"output_kb": limits.output_kb}
    clean = environment(str(folder))
    clean["MPLBACKEND"] = "module://ascent_inside.backend"
    return Child(
        [str(python), "-s", "-P", "-B", str(INSIDE), json.dumps(plan)],
        seconds=limits.seconds,
        memory_mb=limits.memory_mb + PACKAGES_MB,
        cwd=folder,
        environment=clean,
    )
