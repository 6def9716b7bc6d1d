"""What `ascent.testing` offers, and what importing it costs."""

from __future__ import annotations

import subprocess
import sys

import pytest

from ascent import testing

LOADED = """
import sys
import ascent.testing
print([name for name in sys.modules if name in {heavy!r}])
"""
HEAVY = ["ascent.testing.exercise", "ascent.testing.sandbox_check", "ascent.runner.worker", "numpy"]


def test_the_engines_tools_are_offered_and_loaded_when_asked_for() -> None:
    assert testing.check_sandbox.__module__ == "ascent.testing.sandbox_check"
    assert testing.check_exercise.__module__ == "ascent.testing.exercise"
    with pytest.raises(AttributeError, match="nothing_like_it"):
        _ = testing.nothing_like_it


def test_a_checker_does_not_load_them() -> None:
    code = LOADED.format(heavy=HEAVY)
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"
