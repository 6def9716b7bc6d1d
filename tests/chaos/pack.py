"""A pack with two exercises whose checks take a moment: there is time to kill somebody in it."""

from pathlib import Path

SHORT, LONG = "chaos-short", "chaos-long"
CODE = """
import time

time.sleep(0.15)


def double(x):
    time.sleep(0.1)
    return 2 * x
"""
CHECKS = """
from ascent.testing import check, expect


@check("`double` doubles a small number.")
def small(learner, rng):
    x = int(rng.integers(1, 9))
    expect.number(learner.double(x), like=2 * x, name="double(x)")


@check("`double` doubles a large number.")
def large(learner, rng):
    x = int(rng.integers(1000, 9000))
    expect.number(learner.double(x), like=2 * x, name="double(x)")
"""


def write(folder: Path) -> None:
    """Write the pack. What may compute for more than a minute waits for a worker of its own."""
    folder.mkdir(parents=True)
    (folder / "pack.toml").write_text(
        'format = 1\nid = "chaos"\ntitle = "Chaos"\nlicence = "CC0-1.0"\nversion = "1"\n'
    )
    for name, seconds in ((SHORT, 10), (LONG, 61)):
        exercise = folder / "exercises" / name
        (exercise / "wrong").mkdir(parents=True)
        (exercise / "exercise.toml").write_text(
            f'id = "{name}"\ntitle = "Double a number"\nskills = {{ ml-fit-predict = 1.0 }}\n'
            f'difficulty = 0.2\nminutes = 5\nkit = "data"\nlimits = {{ seconds = {seconds} }}\n'
        )
        (exercise / "prompt.md").write_text("Double a number, slowly.\n")
        (exercise / "starter.py").write_text("def double(x):\n    return x\n")
        (exercise / "solution.py").write_text(CODE)
        (exercise / "checks.py").write_text(CHECKS)
        (exercise / "hints.md").write_text("## Nudge\nA.\n\n## Idea\nB.\n\n## Worked step\nC.\n")
