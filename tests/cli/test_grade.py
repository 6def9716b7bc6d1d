"""grade: a folder of other people's files becomes a table of verdicts, and nobody's record."""

from __future__ import annotations

import csv
import io
import json
import os
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from ascent import runner
from ascent.kinds import registry
from ascent.kinds.base import Submission
from ascent.kinds.grading import places
from ascent.learner.actions import Graded
from ascent.learner.models import Attempt, Evidence
from ascent.runner import executors, kits, sandbox
from tests.cli.terminal import EXERCISE, Terminal, by_word

needs_kit = pytest.mark.skipif(not kits.is_ready("data"), reason="the kit data is not installed")
RIGHT, OTHER = "right = 1\n", "x = 1\n"


@pytest.fixture
def isolated(monkeypatch: pytest.MonkeyPatch) -> None:
    """A machine that locks code in, and kits that need no warmth."""
    monkeypatch.setattr(sandbox, "require_isolation", lambda: None)
    monkeypatch.setattr(runner, "warm", lambda kit, seconds: True)
    monkeypatch.setattr(places, "_places", places._places)  # afterwards as many as before


@pytest.fixture
def asked(ascent: Terminal, isolated: None, graded_as: Callable[[Any], None]) -> list[Submission]:
    """What the grader is asked, in a test that grades by the first word."""
    seen: list[Submission] = []

    def grade(submission: Submission) -> Graded:
        seen.append(submission)
        return by_word(submission)

    graded_as(grade)
    return seen


@pytest.fixture
def group(tmp_path: Path) -> Path:
    """Two people, one of whom has it right."""
    folder = tmp_path / "group"
    for who, code in (("ada", RIGHT), ("bob", OTHER)):
        (folder / who).mkdir(parents=True)
        (folder / who / f"{EXERCISE}.py").write_text(code)
    return folder


def test_every_file_gets_a_verdict_and_that_is_exit_code_0(
    ascent: Terminal, asked: list[Submission], group: Path
) -> None:
    result = ascent("grade", str(group))
    assert result.exit_code == 0
    assert "✓ passed" in result.stdout
    assert "You wrote [another] word." in result.stdout
    assert "2 files of 2 people: 1 passed, 1 did not. 0 were graded before." in result.stdout


def test_nothing_is_written_about_anybody(
    ascent: Terminal, asked: list[Submission], group: Path
) -> None:
    ascent("grade", str(group))
    assert not Attempt.objects.exists()
    assert not Evidence.objects.exists()


def test_a_program_gets_points_outcome_and_message_of_every_check(
    ascent: Terminal, asked: list[Submission], group: Path
) -> None:
    said = ascent.json("grade", str(group))
    ada, bob = said["graded"]
    assert (ada["who"], ada["exercise"], ada["passed"], ada["points"]) == ("ada", EXERCISE, True, 2)
    assert (bob["outcome"], bob["points"], bob["of"]) == ("wrong", 0, 2)
    assert [check["outcome"] for check in bob["checks"]] == ["wrong", "not-run"]
    assert bob["checks"][0]["message"] == bob["message"] == by_word_says()
    assert said["summary"]["passed"] == 1
    assert said["exercises"][EXERCISE]["limits"]["seconds"] > 0
    assert any(line.startswith("numpy==") for line in said["kits"]["data"])


def by_word_says() -> str:
    return "You wrote [another] word. Look at line 1."


def test_what_has_not_changed_is_not_graded_again(
    ascent: Terminal, asked: list[Submission], group: Path
) -> None:
    first = ascent.json("grade", str(group))
    assert len(asked) == 2
    again = ascent.json("grade", str(group))
    assert len(asked) == 2
    assert again["summary"]["graded_before"] == 2
    for row in (*first["graded"], *again["graded"]):
        row.pop("graded_before")
    assert again["graded"] == first["graded"]
    (group / "bob" / f"{EXERCISE}.py").write_text(RIGHT)  # what ada wrote: known as well
    assert ascent.json("grade", str(group))["summary"]["passed"] == 2
    assert len(asked) == 2
    ascent("grade", str(group), "--fresh")
    assert len(asked) == 4


@pytest.mark.parametrize("change", ["exercise", "kit", "engine"])
def test_what_decides_a_verdict_has_changed_so_it_is_graded_again(
    ascent: Terminal,
    asked: list[Submission],
    group: Path,
    change: str,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    from ascent.kinds import stamps

    ascent("grade", str(group))
    pack = registry.pack()
    if change == "exercise":
        changed = replace(pack.activities[EXERCISE], content_hash="other")
        other = replace(pack, activities={**pack.activities, EXERCISE: changed})
        monkeypatch.setattr(registry, "pack", lambda: other)
    elif change == "kit":
        monkeypatch.setattr(kits, "folder_of", lambda kit: Path(f"{kit}-other"))
    else:
        monkeypatch.setattr(stamps, "code_of", lambda *patterns: "other")
    ascent("grade", str(group))
    assert len(asked) == 4


def test_the_same_code_gets_the_same_seed_whoever_sent_it(
    ascent: Terminal, asked: list[Submission], group: Path
) -> None:
    (group / "eve").mkdir()
    (group / "eve" / f"{EXERCISE}.py").write_text(RIGHT)
    seeds = {row["who"]: row["seed"] for row in ascent.json("grade", str(group))["graded"]}
    assert seeds["ada"] == seeds["eve"] != seeds["bob"]
    assert {s.seed for s in asked} == set(seeds.values())
    same = ascent.json("grade", str(group), "--seed", "7")["graded"]
    assert {row["seed"] for row in same} == {7}
    assert not any(row["graded_before"] for row in same)


def test_code_cannot_know_its_seed_and_the_seed_of_a_row_can_be_named(
    ascent: Terminal, asked: list[Submission], group: Path, own_home: Path
) -> None:
    first = ascent.json("grade", str(group))["graded"]
    key = own_home / "run" / "seeds"
    assert len(key.read_text()) >= 50
    if os.name != "nt":
        assert key.stat().st_mode & 0o777 == 0o600
    again = ascent.json("grade", str(group), "--seed", str(first[0]["seed"]))["graded"]
    assert again[0]["graded_before"]
    key.unlink()
    other = ascent.json("grade", str(group))["graded"]
    assert all(one["seed"] != two["seed"] for one, two in zip(first, other, strict=True))


def test_a_batch_that_was_stopped_goes_on_where_it_was(
    ascent: Terminal, isolated: None, graded_as: Callable[[Any], None], group: Path
) -> None:
    calls: list[str] = []

    def stopped_at_bob(submission: Submission) -> Graded:
        calls.append(submission.answer["code"])
        if submission.answer["code"] == OTHER and len(calls) == 2:
            raise KeyboardInterrupt
        return by_word(submission)

    graded_as(stopped_at_bob)
    table = group.parent / "marks.csv"
    result = ascent("grade", str(group), "--jobs", "1", "--csv", str(table))
    assert result.exit_code == 130
    assert "1 of 2 files are graded and kept" in result.output
    assert not table.exists()
    assert ascent.json("grade", str(group))["summary"]["graded_before"] == 1
    assert calls == [RIGHT, OTHER, OTHER]


def test_it_can_be_stopped_before_anything_runs(
    ascent: Terminal, asked: list[Submission], group: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stopped(kit: str, seconds: float) -> bool:
        raise KeyboardInterrupt

    monkeypatch.setattr(runner, "warm", stopped)
    result = ascent("grade", str(group))
    assert result.exit_code == 130
    assert "0 of 2 files are graded and kept" in result.output


def test_what_cannot_be_taken_is_listed_and_the_rest_is_graded(
    ascent: Terminal, asked: list[Submission], group: Path
) -> None:
    (group / "ada" / "frist-model.py").write_text(RIGHT)
    (group / "eve").mkdir()
    (group / "eve" / f"{EXERCISE}.py").write_bytes(b"x = '\xe9'\n")
    result = ascent("grade", str(group))
    assert result.exit_code == 1
    assert "ada/frist-model.py: There is no activity “frist-model”." in result.stdout
    assert "eve/first-model.py: It is not UTF-8 text" in result.stdout
    assert "2 files of 2 people: 1 passed, 1 did not, 2 could not be taken." in result.stdout


def test_a_note_in_the_folder_is_listed_and_is_no_fault(
    ascent: Terminal, asked: list[Submission], group: Path
) -> None:
    (group / "notes.txt").write_text("late: bob\n")
    result = ascent("grade", str(group))
    assert result.exit_code == 0
    assert "Left out: notes.txt" in result.stdout


def test_our_fault_is_tried_again_and_never_kept(
    ascent: Terminal, isolated: None, graded_as: Callable[[Any], None], group: Path
) -> None:
    calls: list[str] = []

    def broken(submission: Submission) -> Graded:
        calls.append(submission.answer["code"])
        if submission.answer["code"] == OTHER:
            raise OSError("no process could be started")
        return by_word(submission)

    graded_as(broken)
    result = ascent("grade", str(group))
    assert result.exit_code == 1
    assert "1 could not be graded, which is our fault" in result.stdout
    assert calls.count(OTHER) == 2
    assert calls.count(RIGHT) == 1
    graded_as(by_word)
    assert ascent.json("grade", str(group))["summary"]["graded_before"] == 1


def test_one_exercise_in_one_folder(
    ascent: Terminal, asked: list[Submission], tmp_path: Path
) -> None:
    folder = tmp_path / "week"
    folder.mkdir()
    (folder / "ada.py").write_text(RIGHT)
    (folder / "bob.py").write_text(OTHER)
    said = ascent.json("grade", str(folder), "--exercise", EXERCISE)
    assert [(row["who"], row["passed"]) for row in said["graded"]] == [
        ("ada", True),
        ("bob", False),
    ]


def test_the_table_for_spreadsheets_holds_no_formula(
    ascent: Terminal, asked: list[Submission], group: Path, tmp_path: Path
) -> None:
    (group / "=cmd|' ").mkdir()
    (group / "=cmd|' " / f"{EXERCISE}.py").write_text("right = 2\n")
    table = tmp_path / "marks.csv"
    assert ascent("grade", str(group), "--csv", str(table)).exit_code == 0
    assert table.read_bytes().startswith(b"\xef\xbb\xbf")
    rows = list(csv.DictReader(io.StringIO(table.read_text("utf-8-sig"), newline="")))
    assert [row["who"] for row in rows] == ["'=cmd|' ", "ada", "bob"]
    bob = rows[2]
    assert (bob["outcome"], bob["passed"], bob["points"], bob["of"]) == ("wrong", "no", "0", "2")
    assert bob["check 1 message"] == by_word_says()
    assert bob["check 2 outcome"] == "not-run"


def test_the_file_and_the_answer_for_programs_are_the_same(
    ascent: Terminal, asked: list[Submission], group: Path, tmp_path: Path
) -> None:
    path = tmp_path / "all.json"
    said = ascent.json("grade", str(group), "--json-file", str(path))
    assert json.loads(path.read_text("utf-8")) == said


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["nowhere"], "cannot be read as a folder"),
        ([".", "--exercise", "first-modle"], "Did you mean first-model"),
        ([".", "--csv", "nowhere/marks.csv"], "Nothing in . can be graded"),
    ],
)
def test_wrong_use_is_exit_code_2(
    ascent: Terminal,
    asked: list[Submission],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    words: list[str],
    says: str,
) -> None:
    monkeypatch.chdir(tmp_path)
    result = ascent("grade", *words)
    assert result.exit_code == 2
    assert says in result.output
    assert not asked


def test_a_result_that_cannot_be_written_is_said_before_the_work(
    ascent: Terminal, asked: list[Submission], group: Path
) -> None:
    result = ascent("grade", str(group), "--csv", str(group / "none" / "marks.csv"))
    assert result.exit_code == 2
    assert "cannot be written" in result.output
    assert not asked


def test_where_code_cannot_be_locked_in_nothing_runs(
    ascent: Terminal, asked: list[Submission], group: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse() -> None:
        raise sandbox.NotIsolated("It cannot be kept apart here: sudo sysctl something=1")

    monkeypatch.setattr(sandbox, "require_isolation", refuse)
    result = ascent("grade", str(group))
    assert result.exit_code == 1
    assert "sudo sysctl something=1" in result.output
    assert not asked


def test_the_code_is_graded_as_that_of_strangers(
    ascent: Terminal, asked: list[Submission], group: Path
) -> None:
    ascent("grade", str(group))
    assert [submission.strangers for submission in asked] == [True, True]


def test_where_another_machine_grades_that_one_decides(
    ascent: Terminal,
    isolated: None,
    graded_as: Callable[[Any], None],
    group: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def refuse(*_: object) -> Graded:
        raise sandbox.NotIsolated("It cannot be kept apart there: sudo sysctl something=1")

    monkeypatch.setattr(sandbox, "require_isolation", refuse)
    monkeypatch.setattr(executors, "current", lambda: "a machine elsewhere")
    graded_as(by_word)
    assert ascent.json("grade", str(group))["summary"]["graded"] == 2
    graded_as(refuse)
    result = ascent("grade", str(group), "--fresh")
    assert result.exit_code == 1
    assert "sudo sysctl something=1" in result.output
    assert "ASCENT_EXECUTOR" in result.output


def test_an_executor_that_is_none_is_named(
    ascent: Terminal, asked: list[Submission], group: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ASCENT_EXECUTOR", "somewhere")
    result = ascent("grade", str(group))
    assert result.exit_code == 1
    assert "HOST:PORT" in result.output
    assert not asked


def test_a_missing_kit_is_named_for_each_file(
    ascent: Terminal, asked: list[Submission], group: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(kits, "is_ready", lambda kit: False)
    result = ascent("grade", str(group))
    assert result.exit_code == 1
    assert "ada/first-model.py: The kit data" in result.stdout
    assert "ascent add data" in result.stdout


@needs_kit
@pytest.mark.usefixtures("warm_kit")
@pytest.mark.django_db(transaction=True)  # a run's news are written by another thread
def test_the_verdict_is_the_one_that_check_gives(ascent: Terminal, group: Path) -> None:
    activity = registry.pack().activities[EXERCISE]
    ada, bob = (group / who / f"{EXERCISE}.py" for who in ("ada", "bob"))
    ada.write_text(activity.text("solution.py"))
    bob.write_text(activity.text("starter.py"))
    graded = {row["who"]: row for row in ascent.json("grade", str(group))["graded"]}
    for who, path in (("ada", ada), ("bob", bob)):
        checked = ascent.json("check", str(path), "--for", EXERCISE)
        assert graded[who]["outcome"] == checked["outcome"]
        pairs = zip(graded[who]["checks"], checked["verdict"]["checks"], strict=True)
        assert all(one["outcome"] == other["outcome"] for one, other in pairs)
