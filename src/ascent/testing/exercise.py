"""Proves that an exercise holds what it promises.

The starter fails, the solution passes on many seeds and always alike, every wrong
answer fails in the check that it names with a message of its own, and no answer,
not even an empty file, brings the checks themselves down.
"""

from __future__ import annotations

import ast
import time
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

from ascent import syntax
from ascent.runner import CheckResult, Control, Job, Limits, Verdict, grade
from ascent.runner.worker import Grader
from ascent.testing import leaks, pack_data, recognition
from ascent.testing.fingerprint import PROBES
from ascent.testing.likeness import PROBE_SEED, Mistake, trace_of
from ascent.testing.wrong import WORDS, WrongAnswer, wrong_answers

WRONG_ANSWERS = 3
BEGINS = {"exercise": 200, "project": 600}  # the numbers of each kind's rules
SLOW_CHECK = 5.0  # seconds of learner code, or of one check
DOUBTS = 2  # times that what was too slow is measured again
MANY_SEEDS = 20
ATTEMPT_SEED = PROBE_SEED + PROBES
OTHER_SEED = ATTEMPT_SEED + 1


@dataclass(frozen=True, slots=True)
class ExerciseProblem:
    """Something that an exercise promises and does not hold."""

    id: str
    path: Path
    message: str
    hint: str = ""

    def __str__(self) -> str:
        return f"{self.path}: {self.id}: {self.message}" + (f" {self.hint}" if self.hint else "")


@dataclass(frozen=True, slots=True)
class Exercise:
    """The files of one exercise or project, as the runner needs them."""

    folder: Path
    kit: str = "data"
    data: tuple[str, ...] = ()
    limits: Limits = field(default_factory=Limits)
    starter: str = ""
    solution: str = ""
    wrong: tuple[WrongAnswer, ...] = ()

    @property
    def checks(self) -> Path:
        """The file of checks."""
        return self.folder / "checks.py"

    def data_around(self) -> pack_data.PackData:
        """Its data, in the pack in which it lies. Raises DataMissing."""
        return pack_data.find(self.folder, self.data, self.kit)

    def job(self, code: str, found: pack_data.PackData, seed: int = 0) -> Job:
        """The job that runs `code` as an answer to this exercise."""
        return Job(code, kit=self.kit, files=found.files, limits=self.limits, seed=seed)


@dataclass
class Report:
    """What is known about one exercise after it was checked."""

    folder: Path
    problems: list[ExerciseProblem] = field(default_factory=list)
    mistakes: tuple[Mistake, ...] = ()
    """What the wrong answers do, to recognise learners' code by."""

    seeds: int = 0
    seconds: float = 0.0

    def add(self, rule: int, path: Path, message: str, hint: str = "") -> None:
        """Note one problem. `rule` counts from where the numbers of the kind begin, as in
        `ascent.curriculum.problems`: 58 is exercise.E258, and project.E658."""
        kind = "project" if (self.folder / "project.toml").is_file() else "exercise"
        identity = f"{kind}.E{BEGINS[kind] + rule}"
        self.problems.append(ExerciseProblem(identity, path, message, hint))


def check_exercise(folder: Path, found: pack_data.PackData | None = None) -> list[ExerciseProblem]:
    """The problems of the exercise or project in `folder`; none when it holds all it promises.

    `found` are the data sets that it names; without it they are looked for in the pack around it.
    """
    return examine(folder, found).problems


def examine(folder: Path, found: pack_data.PackData | None = None) -> Report:
    """`check_exercise` with the figures: how many seeds, how many seconds."""
    started = time.monotonic()
    report = Report(folder)
    exercise = load(folder, report)
    if exercise is not None:
        _examine(exercise, report, found)
    report.seconds = time.monotonic() - started
    return report


def load(folder: Path, report: Report) -> Exercise | None:
    """Read the files; what is missing or malformed goes to the report."""
    toml = next(
        (folder / n for n in ("exercise.toml", "project.toml") if (folder / n).is_file()), None
    )
    if toml is None:
        report.add(51, folder, "There is no exercise.toml (or project.toml) here.")
        return None
    try:
        facts = tomllib.loads(toml.read_text(encoding="utf-8"))
        limits = Limits(**facts.get("limits", {}))
    except (tomllib.TOMLDecodeError, TypeError) as error:
        report.add(52, toml, f"The file cannot be read: {error}.")
        return None
    texts = {}
    for name in ("starter.py", "solution.py", "checks.py"):
        try:
            texts[name] = (folder / name).read_text(encoding="utf-8")
        except (OSError, UnicodeError) as error:
            report.add(53, folder / name, f"The file cannot be read: {error}.")
    if len(texts) < 3:
        return None
    return Exercise(
        folder,
        str(facts.get("kit", "data")),
        tuple(map(str, facts.get("data", ()))),
        limits,
        texts["starter.py"],
        texts["solution.py"],
        wrong_answers(folder),
    )


# --- proving ----------------------------------------------------------------------


def _examine(exercise: Exercise, report: Report, found: pack_data.PackData | None) -> None:
    """Grade everything with one pair of processes, the solution first."""
    _examine_words(exercise, report)
    try:
        found = found or exercise.data_around()
    except pack_data.DataMissing as missing:
        report.add(54, exercise.folder, str(missing))
        return
    job = exercise.job(exercise.solution, found)
    with Grader(job, exercise.checks, found.checks, _unheard, Control()) as grader:
        grader.trusted = True  # all of it is the pack's own
        runs = Runs(grader, job)
        _grade_all(exercise, report, runs)


def _grade_all(exercise: Exercise, report: Report, runs: Runs) -> None:
    first = runs.one(exercise.solution, PROBE_SEED)
    if not _solution_passes(exercise, report, first):
        return
    # As a learner's attempt, now that packages are imported: this is what it takes.
    attempt = runs.attempt(exercise.solution, ATTEMPT_SEED)
    if not _solution_passes(exercise, report, attempt):
        return
    slowest = slowest_part(attempt)
    for _ in range(DOUBTS):  # a busy machine is no fault of the exercise: the least time counts
        if slowest > SLOW_CHECK:
            again = runs.attempt(exercise.solution, ATTEMPT_SEED)
            slowest = min(slowest, slowest_part(again))
    report.seeds = seeds_for(slowest)
    if slowest > SLOW_CHECK:
        report.add(
            65,
            exercise.checks,
            f"The file and its checks take {slowest:.1f} s; {SLOW_CHECK:g} s are accepted.",
            "Use fewer rows, fewer trees or fewer steps.",
        )
    probes = [first, *_examine_solution(exercise, report, runs, attempt)]
    answers = [*_examine_starter(exercise, report, runs)]
    answers += _examine_wrong(exercise, report, runs)
    answers += _examine_sturdiness(exercise, report, runs)
    for leak in leaks.found(answers, leaks.Solution.of(exercise, probes)):
        report.add(70, exercise.checks, leak, "Say what was found and where to look.")


def slowest_part(attempt: Verdict) -> float:
    """Seconds that the slowest part of an attempt takes: the learner's code, or one check."""
    return max([attempt.seconds, *(check.seconds for check in attempt.checks)])


def seeds_for(slowest: float) -> int:
    """On how many seeds a solution has to pass, given the seconds of its slowest part."""
    if slowest < 0.1:
        return MANY_SEEDS
    return 5 if slowest < 1.0 else 3


class Runs:
    """Probes and attempts of this exercise's own files, all by one pair of processes."""

    def __init__(self, grader: Grader, job: Job) -> None:
        self._grader, self._job = grader, job

    def one(self, code: str, seed: int) -> Verdict:
        """The probe of `code` with `seed` and the PROBES - 1 seeds after it."""
        return self._grader.grade(replace(self._job, code=code), seed, probe=True)

    def attempt(self, code: str, seed: int) -> Verdict:
        """The verdict on `code` with this one seed, as a learner gets it."""
        return self._grader.grade(replace(self._job, code=code), seed)


def _solution_passes(exercise: Exercise, report: Report, verdict: Verdict) -> bool:
    if verdict.outcome == "our-fault":
        report.add(55, exercise.checks, fault(verdict))
        return False
    if verdict.passed:
        return True
    trace = trace_of(verdict)
    failed = trace[-1].outcomes if trace else ["crashed"]
    seed = verdict.seed + next(at for at, one in enumerate(failed) if one != "passed")
    report.add(
        56,
        exercise.folder / "solution.py",
        f"The solution does not pass with seed {seed}: {why(verdict)}",
    )
    return False


def _examine_solution(
    exercise: Exercise, report: Report, runs: Runs, attempt: Verdict
) -> Iterator[Verdict]:
    """It passes on all its seeds, and twice alike on one. Gives the probes of the others."""
    last = PROBE_SEED + report.seeds - 1
    for seed in range(OTHER_SEED, last + 1, PROBES):
        probing = seed < last
        verdict = (runs.one if probing else runs.attempt)(exercise.solution, seed)
        if not _solution_passes(exercise, report, verdict):
            return
        if probing:
            yield verdict
    again = runs.attempt(exercise.solution, attempt.seed)
    if _shape(again) != _shape(attempt) or dict(again.report) != dict(attempt.report):
        report.add(
            57,
            exercise.checks,
            "The same solution with the same seed gave another verdict or another report.",
            "Draw every random number from `rng`, and give models a random_state.",
        )


def _examine_starter(exercise: Exercise, report: Report, runs: Runs) -> Iterator[leaks.Answer]:
    verdict = runs.one(exercise.starter, PROBE_SEED)
    if verdict.passed:
        report.add(58, exercise.folder / "starter.py", "The starter passes the checks.")
    if verdict.outcome == "our-fault":
        report.add(55, exercise.checks, f"With the starter: {fault(verdict)}")
    yield leaks.Answer("starter.py", exercise.starter, (verdict,))


def _examine_wrong(exercise: Exercise, report: Report, runs: Runs) -> Iterator[leaks.Answer]:
    """Each fails as it says it does, with words of its own, and is recognised by what it does."""
    tried = []
    seeds = (PROBE_SEED, OTHER_SEED) if report.seeds >= MANY_SEEDS else (PROBE_SEED,)
    for wrong in exercise.wrong:
        probes = tuple(runs.one(wrong.code, seed) for seed in seeds)
        problems = (_wrong_problem(wrong, probe) for probe in probes)
        if problem := next(filter(None, problems), None):
            report.add(problem[0], wrong.path, problem[1])
        failed = first_failure(probes[-1])
        said = failed.message if failed else probes[-1].message
        tried.append(recognition.Tried(wrong.path, wrong.as_mistake(probes[0]), wrong.code, said))
        yield leaks.Answer(f"wrong/{wrong.path.name}", wrong.code, probes)
    for one in tried:
        for other in tried:
            if one is not other and one.mistake.says and one.mistake.says in other.mistake.message:
                report.add(
                    62,
                    one.path,
                    f"What it says, {one.mistake.says!r}, is also said to {other.path.name}.",
                    "Choose words that only this mistake gets.",
                )
    report.mistakes = tuple(one.mistake for one in tried)
    for unclear in recognition.unrecognised(tried, lambda code: runs.one(code, PROBE_SEED)):
        report.add(unclear.rule, unclear.path, unclear.message, unclear.hint)


def _wrong_problem(wrong: WrongAnswer, verdict: Verdict) -> tuple[int, str] | None:
    """The first promise that a wrong answer does not keep in one probe: rule and message."""
    if verdict.outcome == "our-fault":
        return 55, f"This wrong answer brings the checks down: {fault(verdict)}"
    if verdict.passed:
        return 59, f"This wrong answer passes with seed {verdict.seed}."
    failed = first_failure(verdict)
    if failed is None:
        if wrong.fails:
            return 60, f"It does not get to the check {wrong.fails!r}: {why(verdict)}"
        return None if wrong.says in verdict.message else _unsaid(wrong, verdict.message)
    if failed.name != wrong.fails:
        return 60, (
            f"It fails first in {failed.name!r} with seed {verdict.seed}, not in {wrong.fails!r}. "
            f"The message there: {failed.message}"
        )
    for at, one in enumerate(trace_of(verdict)[-1].seeds):
        if one["outcome"] == "passed":
            return 59, f"This wrong answer passes {failed.name!r} with seed {verdict.seed + at}."
        if wrong.says not in one["message"]:
            return _unsaid(wrong, one["message"])
    return None


def _unsaid(wrong: WrongAnswer, message: str) -> tuple[int, str]:
    return 61, f"The message does not contain {wrong.says!r}. It is: {message}"


def _examine_words(exercise: Exercise, report: Report) -> None:
    """The words at the top of wrong answers and their number."""
    if len(exercise.wrong) < WRONG_ANSWERS:
        report.add(
            64,
            exercise.folder / "wrong",
            f"There are {len(exercise.wrong)} wrong answers; {WRONG_ANSWERS} or more are needed.",
        )
    for wrong in exercise.wrong:
        missing = [word for word in WORDS if not getattr(wrong, word)]
        if missing:
            report.add(63, wrong.path, f"The comment lines at the top have no `{missing[0]}:`.")


def _examine_sturdiness(exercise: Exercise, report: Report, runs: Runs) -> Iterator[leaks.Answer]:
    """An empty file and functions that return nothing must fail, and not break the checks."""
    for name, code in (
        ("an empty file", ""),
        ("functions that return nothing", without_results(exercise.solution)),
    ):
        verdict = runs.one(code, PROBE_SEED)
        if verdict.outcome == "our-fault":
            report.add(
                66,
                exercise.checks,
                f"The checks break with {name}: {fault(verdict)}",
                "Look at the type with expect.* before you compute with a result.",
            )
        elif verdict.passed and name == "an empty file":
            report.add(67, exercise.checks, "An empty file passes the checks.")
        yield leaks.Answer(name, code, (verdict,))


def without_results(code: str) -> str:
    """`code` with every top-level function and method returning None at once."""
    tree = syntax.parse(code)
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef) and node.name != "__init__":
            node.body = [ast.Return(ast.Constant(None))]
    return ast.unparse(ast.fix_missing_locations(tree))


# --- words --------------------------------------------------------------------------


def first_failure(verdict: Verdict) -> CheckResult | None:
    """The first check that did not pass; None when the file did not get to the checks."""
    ran = [check for check in verdict.checks if check.outcome != "not-run"]
    return next((check for check in ran if check.outcome != "passed"), None)


def why(verdict: Verdict) -> str:
    """Why a verdict is what it is, in a line."""
    failed = first_failure(verdict)
    if failed is None:
        return f"{verdict.outcome}: {verdict.message} {verdict.error}".strip()
    return f"{failed.outcome} in {failed.name!r}: {failed.message}"


def fault(verdict: Verdict) -> str:
    """What broke the checks, short: where in `checks.py`, and the last line of the traceback."""
    lines = [line.strip() for line in verdict.fault.strip().splitlines()]
    places = [line for line in lines if "checks.py" in line and line.startswith("File")]
    check = lines[0].partition(":")[0] if lines else ""
    return "; ".join([check, *places[-1:], *lines[-1:]])


def _unheard(_event: dict[str, object]) -> None:
    """Nobody follows a proof."""


def _shape(verdict: Verdict) -> list[tuple[str, str, str]]:
    return [(check.name, check.outcome, check.message) for check in verdict.checks]


def grade_file(folder: Path, answer: Path, seed: int = 0) -> Verdict:
    """The verdict on one file as an answer to the exercise in `folder`.

    Raises ValueError when the exercise cannot be read.
    """
    report = Report(folder)
    exercise = load(folder, report)
    if exercise is None:
        raise ValueError("\n".join(map(str, report.problems)))
    found = exercise.data_around()
    job = exercise.job(answer.read_text(encoding="utf-8"), found, seed)
    return grade(job, exercise.checks, found.checks)
