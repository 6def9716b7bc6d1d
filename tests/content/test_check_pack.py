"""The whole check: every promise of a pack is proved by running it, once, until it changes."""

import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from ascent.curriculum.problems import BEHAVIOUR_RULES
from ascent.kinds import check, figure_proof
from ascent.kinds.check import Report, check_pack
from tests.content import tiny_pack

pytestmark = pytest.mark.usefixtures("warm_kit")
EXERCISE = "exercises/python/first-mean/"
LESSON = "lessons/models/averages/lesson.md"
QUESTIONS = "questions/models/averages.toml"
TOUR = "tours/heights/"
FIGURE = "figures/height-bars.py"
PROJECT = "projects/heights/"
SOLUTION = tiny_pack.FILES[EXERCISE + "solution.py"]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tiny_pack.write(tmp_path / "pack")


def test_the_tiny_pack_holds_what_it_promises(folder: Path) -> None:
    report = check_pack([folder])
    assert report.problems == ()
    assert report.ok
    assert (report.proved, report.reused, report.skipped) == (10, 0, 0)
    assert (report.skills, report.activities) == (4, 9)


BREAKS: list[tuple[str, str, str, str, str, str]] = [
    # rule, file, what becomes what, the id that is checked, a part of the message
    ("exercise.E256", EXERCISE + "solution.py", "/ len", "// len", "first-mean", "with seed"),
    (
        "exercise.E258",
        EXERCISE + "starter.py",
        "    return None",
        "    total = sum(numbers)\n    return total / len(numbers)",
        "first-mean",
        "starter passes",
    ),
    (
        "exercise.E259",
        EXERCISE + "wrong/gives-sum.py",
        "return sum(numbers)",
        "return sum(numbers) / len(numbers)",
        "first-mean",
        "passes",
    ),
    (
        "exercise.E260",
        EXERCISE + "wrong/gives-sum.py",
        "# fails: is_average",
        "# fails: keeps_decimals",
        "first-mean",
        "is_average",
    ),
    (
        "exercise.E261",
        EXERCISE + "wrong/gives-sum.py",
        "# says: returned the sum",
        "# says: gave a sum",
        "first-mean",
        "gave a sum",
    ),
    ("project.E656", PROJECT + "solution.py", "/ len", "// len", "project-heights", "with seed"),
    ("question.E450", QUESTIONS, 'answer = "2.0"', 'answer = "2.5"', "q-prints", "'2.0'"),
    ("question.E451", QUESTIONS, "numbers = [1, 3]", "numbers = []", "q-prints", "ZeroDivision"),
    ("lesson.E350", LESSON, "print(sum(heights)", "print(sum(height)", "lesson-averages", "Cell 1"),
    (
        "tour.E550",
        TOUR + "project.py",
        "heights.csv",
        "height.csv",
        "tour-heights",
        "run to its end",
    ),
    (
        "tour.E551",
        TOUR + "tour.toml",
        '["average, 1", "average"]',
        '["average, 1", "average, 2 - 1"]',
        "tour-heights",
        "the same",
    ),
    (
        "project.E671",
        PROJECT + "applies/counts.py",
        "len(numbers)",
        "1",
        "project-heights",
        "count",
    ),
    (
        "project.E671",
        PROJECT + "applies/counts.py",
        "def count(",
        "mean = len\n\n\ndef count(",
        "project-heights",
        "checks.py says",
    ),
    (
        "project.E672",
        PROJECT + "applies.py",
        'if not learner.has("count") or learner.count(numbers) != len(numbers)',
        "if not learner.source",
        "project-heights",
        "as it is",
    ),
    (
        "project.E673",
        PROJECT + "applies.py",
        'not learner.has("count")',
        "len(None)",
        "project-heights",
        "breaks",
    ),
    ("figure.E950", FIGURE, "axes.bar(", "axes.baar(", "height-bars", "light"),
]


@pytest.mark.parametrize(("rule", "path", "old", "new", "name", "says"), BREAKS)
def test_a_broken_promise_is_named(
    folder: Path, rule: str, path: str, old: str, new: str, name: str, says: str
) -> None:
    file = folder / path
    assert old in file.read_text()
    file.write_text(file.read_text().replace(old, new, 1))
    if rule == "tour.E550":  # the stops follow their line, so that only running shows the mistake
        tour = folder / TOUR / "tour.toml"
        tour.write_text(tour.read_text().replace("heights.csv", "height.csv"))
    report = check_pack([folder], only=[name])
    found = [problem for problem in report.problems if problem.id == rule]
    assert found, report.problems
    home = PROJECT + "project.toml" if "[[applies]]" in BEHAVIOUR_RULES[rule] else path
    assert found[0].path == home
    assert says in found[0].message
    assert rule in BEHAVIOUR_RULES
    assert not report.ok


def test_the_line_of_a_broken_cell_is_its_own(folder: Path) -> None:
    file = folder / LESSON
    file.write_text(file.read_text().replace("print(sum(heights)", "print(sum(height)"))
    (problem,) = check_pack([folder], only=["lesson-averages"]).problems
    assert "height)" in file.read_text().split("\n")[problem.line - 1]


def test_a_cell_that_only_the_page_finds_is_run_too(folder: Path) -> None:
    """Inside a list or a quotation a cell is a cell to the reader."""
    file = folder / LESSON
    more = "\n> ```python run\n> print(height)\n> ```\n"
    file.write_text(file.read_text() + "\n- So:\n\n  ```python run\n  print(1)\n  ```\n" + more)
    problems = check_pack([folder], only=["lesson-averages"]).problems
    assert [(p.id, p.path, p.line) for p in problems] == [("lesson.E350", LESSON, 0)]
    assert "Cell 3" in problems[0].message


def test_a_slow_figure_is_named(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(figure_proof, "SECONDS", 0.0)
    report = check_pack([folder], only=["height-bars"])
    assert [problem.id for problem in report.problems] == ["figure.E951"]


def test_a_data_set_of_a_package_is_looked_up_in_the_kit(folder: Path) -> None:
    source = folder / "data/heights/source.toml"
    text = source.read_text().replace('file = "heights.csv"', 'package = "x"\nmember = "x/y.csv"')
    source.write_text(text)
    report = check_pack([folder], only=["heights"])
    assert [problem.id for problem in report.problems] == ["data.E750"]


class TestIncremental:
    """What passed is not run again."""

    def test_nothing_runs_twice(self, folder: Path, tmp_path: Path) -> None:
        first = check_pack([folder], cache_dir=tmp_path / "cache")
        again = check_pack([folder], cache_dir=tmp_path / "cache")
        assert (first.proved, again.proved, again.reused) == (10, 0, 10)

    def test_what_changed_runs_again_and_nothing_else(self, folder: Path, tmp_path: Path) -> None:
        check_pack([folder], cache_dir=tmp_path)
        (folder / LESSON).write_text((folder / LESSON).read_text() + "\nThe end.\n")
        ran: list[str] = []
        check_pack([folder], cache_dir=tmp_path, on_progress=lambda _d, _t, name: ran.append(name))
        assert ran == ["", "lesson-averages"]

    def test_what_failed_runs_again(self, folder: Path, tmp_path: Path) -> None:
        file = folder / EXERCISE / "solution.py"
        file.write_text(SOLUTION.replace("/ len", "// len"))
        assert not check_pack([folder], only=["first-mean"], cache_dir=tmp_path).ok
        report = check_pack([folder], only=["first-mean"], cache_dir=tmp_path)
        assert (report.proved, report.reused, report.ok) == (1, 0, False)

    def test_a_spoiled_cache_is_begun_anew(self, folder: Path, tmp_path: Path) -> None:
        (tmp_path / "passed.json").write_text('{"first-mean": ')
        assert check_pack([folder], only=["first-mean"], cache_dir=tmp_path).proved == 1

    def test_a_stopped_check_goes_on_where_it_was(self, folder: Path, tmp_path: Path) -> None:
        cancel = threading.Event()

        def stop_after_two(done: int, _total: int, _current: str) -> None:
            if done == 2:
                cancel.set()

        first = check_pack(
            [folder], jobs=1, cache_dir=tmp_path, on_progress=stop_after_two, cancel=cancel
        )
        assert (first.proved, first.skipped) == (2, 8)
        second = check_pack([folder], cache_dir=tmp_path)
        assert (second.proved, second.reused) == (8, 2)


def test_progress_counts_to_the_end(folder: Path) -> None:
    seen: list[tuple[int, int]] = []
    check_pack([folder], on_progress=lambda done, total, _name: seen.append((done, total)))
    assert seen == [(done, 10) for done in range(11)]


def test_only_what_is_asked_for_is_proved_and_reported(folder: Path) -> None:
    (folder / LESSON).write_text("Just this.\n")
    report = check_pack([folder], only=["projects"])
    assert (report.proved, report.problems) == (1, ())


def test_what_has_mistakes_in_its_files_is_not_run(folder: Path) -> None:
    (folder / EXERCISE / "starter.py").write_text("def mean(\n")
    report = check_pack([folder], only=["first-mean"])
    assert [problem.id for problem in report.problems] == ["exercise.E207"]
    assert (report.proved, report.skipped) == (0, 1)


def test_a_missing_kit_is_said_once(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    no_kit: Callable[[str], bool] = lambda _name: False  # noqa: E731
    monkeypatch.setattr(check.kits, "is_ready", no_kit)
    report = check_pack([folder])
    assert [problem.id for problem in report.problems] == ["pack.E050"]
    assert "ascent add data" in report.problems[0].hint
    assert report.proved == 0


def test_what_stops_one_proof_stops_no_other(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def burst(*_: object) -> Report:
        raise OSError("no space left")

    monkeypatch.setattr(check, "prove_figure", burst)
    report = check_pack([folder], only=["height-bars", "q-prints"])
    assert [problem.id for problem in report.problems] == ["pack.E051"]
    assert "no space left" in report.problems[0].message
    assert report.proved == 2


def test_the_report_is_plain_data(folder: Path) -> None:
    (folder / LESSON).write_text("Just this.\n")
    said = check_pack([folder], only=["lesson-averages"]).to_json()
    assert said["ok"] is True
    assert ["text.W950", "warning"] in [[p["id"], p["severity"]] for p in said["problems"]]


def test_a_task_of_a_pack_laid_over_reads_the_data_of_the_pack_below(
    folder: Path, tmp_path: Path
) -> None:
    own = {
        name.replace("first-mean", "own-mean"): text.replace("first-mean", "own-mean")
        for name, text in tiny_pack.FILES.items()
        if name.startswith(EXERCISE)
    }
    for part in ("starter.py", "solution.py"):
        name = "exercises/python/own-mean/" + part
        own[name] = 'ROWS = open("heights.csv").readlines()\n' + own[name]
    head = {"pack.toml": tiny_pack.FILES["pack.toml"].replace('"tiny"', '"over"')}
    over = tiny_pack.write(tmp_path / "over", {**head, **own})
    report = check_pack([folder, over], only=["own-mean"])
    assert (report.problems, report.proved) == ((), 1)
