"""The same two questions in nbgrader, otter-grader and a cold pytest: set up once, run often.

The peers live in an environment of their own, made for the benchmark only.
"""

from __future__ import annotations

import json
import os
import resource
import shutil
import subprocess
import sys
import time
from abc import ABC, abstractmethod
from dataclasses import dataclass
from pathlib import Path

PACKAGES = (
    "nbgrader==0.9.6",
    "otter-grader==7.0.0",
    "pytest==9.0.2",
    "numpy==2.4.6",
    "scikit-learn==1.9.1",
)
ROOT = Path(__file__).resolve().parents[1]
PLACE = ROOT / ".bench" / "peers"
COURSES = Path(__file__).with_name("peer_courses.py")
TWO = Path(__file__).parent / "cases" / "two"


@dataclass(frozen=True)
class Spent:
    """What one command took, with all that it started."""

    wall: float
    cpu: float
    printed: str


class Failed(Exception):
    """A peer could not be set up, or did not give the score that it should."""


def environment() -> dict[str, str]:
    """One thread for each native library, as learner code gets it from us."""
    threads = ("OMP", "OPENBLAS", "MKL", "NUMEXPR")
    bins = f"{PLACE / 'bin'}{os.pathsep}{os.environ['PATH']}"
    return {**os.environ, "PATH": bins, **{f"{name}_NUM_THREADS": "1" for name in threads}}


def install() -> None:
    """Make the environment, unless it is there. Raises Failed."""
    done = PLACE / "installed.json"
    if done.is_file() and json.loads(done.read_text()) == list(PACKAGES):
        return
    shutil.rmtree(PLACE, ignore_errors=True)
    print(f"Installing {', '.join(PACKAGES)} for this benchmark into {PLACE} …", flush=True)
    for words in (
        [sys.executable, "-m", "venv", str(PLACE)],
        [str(PLACE / "bin" / "python"), "-m", "pip", "install", "--quiet", *PACKAGES],
    ):
        if subprocess.run(words, check=False).returncode:
            raise Failed(f"{' '.join(words)} did not work.")
    done.write_text(json.dumps(list(PACKAGES)))


def spend(words: list[str], folder: Path) -> Spent:
    """Run a command and measure it with its children. Raises Failed."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    started = time.perf_counter()
    ran = subprocess.run(
        words, cwd=folder, env=environment(), capture_output=True, text=True, check=False
    )
    wall = time.perf_counter() - started
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    if ran.returncode:
        raise Failed(f"{' '.join(words)} ended with {ran.returncode}:\n{ran.stdout}{ran.stderr}")
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return Spent(wall, cpu, ran.stdout + ran.stderr)


class Peer(ABC):
    """One grader with its course on the disk."""

    name = ""

    def __init__(self, folder: Path) -> None:
        """Make the course in `folder`, and see that a right and a wrong answer get their score."""
        self.folder = folder / self.name
        self.folder.mkdir(parents=True)
        self.prepare()
        right, wrong = self.score("right"), self.score("wrong")
        if not (right == 1.0 and wrong < 1.0):
            raise Failed(f"{self.name} gives {right} to a right answer and {wrong} to a wrong one.")

    def prepare(self) -> None:
        """Write the course."""
        python = str(PLACE / "bin" / "python")
        spend([python, str(COURSES), self.name, str(self.folder), str(TWO / "answer.py")], ROOT)

    def score(self, answer: str) -> float:
        """Grade `right` or `wrong`; the share of the points."""
        self.grade(answer)
        return float(json.loads((self.folder / f"{answer}.json").read_text()))

    @abstractmethod
    def grade(self, answer: str = "right") -> Spent:
        """Grade one submission."""


class Pytest(Peer):
    """A new interpreter, four tests."""

    name = "pytest"

    def grade(self, answer: str = "right") -> Spent:
        """Run the tests beside the answer."""
        words = [str(PLACE / "bin" / "python"), "-m", "pytest", "-q", "-p", "no:cacheprovider"]
        return spend([*words, "--tb=no", f"{answer}/test_two.py"], self.folder)

    def score(self, answer: str) -> float:
        """From its summary."""
        try:
            self.grade(answer)
        except Failed:
            return 0.0
        return 1.0


class Nbgrader(Peer):
    """A notebook run by the kernel that also holds the tests."""

    name = "nbgrader"

    def grade(self, answer: str = "right") -> Spent:
        """Autograde one student."""
        words = [str(PLACE / "bin" / "nbgrader"), "autograde", "two", f"--student={answer}"]
        return spend([*words, "--force"], self.folder)

    def score(self, answer: str) -> float:
        """From its grade book."""
        self.grade(answer)
        words = [str(PLACE / "bin" / "nbgrader"), "export", "--to=grades.csv"]
        spend(words, self.folder)
        rows = [line.split(",") for line in (self.folder / "grades.csv").read_text().splitlines()]
        head, *students = rows
        row = next(row for row in students if row[head.index("student_id")] == answer)
        return float(row[head.index("score")]) / float(row[head.index("max_score")])


class Otter(Peer):
    """A notebook run once more, with tests from a zip beside it."""

    name = "otter"

    def grade(self, answer: str = "right") -> Spent:
        """`otter run` on one notebook."""
        zipped = next((self.folder / "dist" / "autograder").glob("*.zip"))
        words = [str(PLACE / "bin" / "otter"), "run", "-a", str(zipped), f"{answer}/two.ipynb"]
        return spend([*words, "-o", answer], self.folder)

    def score(self, answer: str) -> float:
        """From its results file."""
        self.grade(answer)
        tests = json.loads((self.folder / answer / "results.json").read_text())["tests"]
        scored = [test for test in tests if test.get("max_score")]
        return sum(test["score"] for test in scored) / sum(test["max_score"] for test in scored)
