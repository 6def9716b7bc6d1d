"""check: a file of the learner's becomes an attempt, and the terminal says what holds."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from ascent.kinds import registry
from ascent.learner import files
from ascent.learner.models import Attempt, Evidence
from ascent.runner import kits
from tests.cli.terminal import EXERCISE, Terminal, by_word

needs_kit = pytest.mark.skipif(not kits.is_ready("data"), reason="the kit data is not installed")


@pytest.fixture
def answer(ascent: Terminal, graded_as: Callable[[Any], None]) -> Path:
    graded_as(by_word)
    ascent("open", EXERCISE)
    return files.folder(EXERCISE) / "answer.py"


def test_a_pass_is_exit_code_0_and_counts(ascent: Terminal, answer: Path) -> None:
    answer.write_text("right = 1\n")
    result = ascent("check", EXERCISE)
    assert result.exit_code == 0
    assert "✓ Holds    The word is there." in result.stdout
    assert result.stdout.rstrip().endswith("Passed.")
    attempt = Attempt.objects.get()
    assert (attempt.via, attempt.outcome) == ("cli", "passed")
    assert attempt.answer == {"code": "right = 1\n"}
    assert Evidence.objects.get().attempt == attempt


def test_a_fail_is_exit_code_1_with_the_first_message_and_the_hint(
    ascent: Terminal, answer: Path
) -> None:
    result = ascent("check", EXERCISE)
    assert result.exit_code == 1
    assert "✗ Fails    The word is there." in result.stdout
    assert "You wrote [another] word. Look at line 1." in result.stdout
    assert "· Not run  The second holds." in result.stdout
    assert "Look here: Read line 1 aloud." in result.stdout
    assert "score: 0.5" in result.stdout


def test_long_output_is_cut_and_counted(ascent: Terminal, answer: Path) -> None:
    out = ascent("check", EXERCISE).stdout
    assert "line 29" in out
    assert "line 30" not in out
    assert "and 10 lines more" in out


def test_file_folder_and_id_mean_the_same(ascent: Terminal, answer: Path) -> None:
    answer.write_text("right = 1\n")
    for what in (str(answer), str(answer.parent), EXERCISE):
        said = ascent.json("check", what)
        assert said["activity"] == EXERCISE
        assert said["passed"] is True
        assert "figures" not in said["verdict"]


def test_a_file_from_elsewhere_needs_to_say_what_it_answers(
    ascent: Terminal, answer: Path, tmp_path: Path
) -> None:
    mine = tmp_path / "mine.py"
    mine.write_text("right = 1\n")
    result = ascent("check", str(mine))
    assert result.exit_code == 2
    assert "--for ID" in result.output
    assert ascent("check", str(mine), "--for", EXERCISE).exit_code == 0


def test_a_conflict_copy_can_be_checked(ascent: Terminal, answer: Path) -> None:
    other = answer.with_name("answer.conflict-1.py")
    other.write_text("right = 1\n")
    assert ascent("check", str(other)).exit_code == 0
    assert Attempt.objects.get().answer == {"code": "right = 1\n"}


def test_a_deleted_file_is_brought_back_and_checked(ascent: Terminal, answer: Path) -> None:
    answer.write_text("right = 1\n")
    ascent("check", EXERCISE)
    answer.unlink()
    result = ascent("check", str(answer))
    assert "answer.py was gone" in result.stdout
    assert result.exit_code == 0


@pytest.mark.parametrize(
    ("what", "says"),
    [
        ("nowhere/x.py", "does not lie in"),
        ("first-modle", "Did you mean first-model"),
        ("work.py", "does not lie in"),
    ],
)
def test_what_cannot_be_checked_is_exit_code_2(
    ascent: Terminal, answer: Path, what: str, says: str
) -> None:
    result = ascent("check", what)
    assert result.exit_code == 2
    assert says in result.output


def test_a_missing_file_elsewhere_is_named(ascent: Terminal, tmp_path: Path) -> None:
    result = ascent("check", str(tmp_path / "none.py"), "--for", EXERCISE)
    assert result.exit_code == 2
    assert "There is no file" in result.output


def test_a_file_in_another_encoding_is_named(ascent: Terminal, answer: Path) -> None:
    answer.write_bytes(b"x = '\xe9'\n")
    result = ascent("check", EXERCISE)
    assert result.exit_code == 1
    assert "encoding UTF-8" in result.output
    assert not Attempt.objects.exists()


def test_a_tour_has_nothing_to_check(ascent: Terminal) -> None:
    tour = registry.pack().of_kind("tour")[0]
    result = ascent("check", tour.id)
    assert result.exit_code == 2
    assert f"/tour/{tour.id}/" in result.output


def test_without_the_kit_it_says_how_to_add_it(
    ascent: Terminal, answer: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(kits, "is_ready", lambda name: False)
    result = ascent("check", EXERCISE)
    assert result.exit_code == 1
    assert "ascent add data" in result.output
    assert not Attempt.objects.exists()


@needs_kit
@pytest.mark.usefixtures("warm_kit")
@pytest.mark.django_db(transaction=True)  # a run's news are written by another thread
def test_the_solution_passes_and_the_starter_does_not(ascent: Terminal) -> None:
    ascent("open", EXERCISE)
    assert ascent.json("check", EXERCISE)["passed"] is False
    answer = files.folder(EXERCISE) / "answer.py"
    answer.write_text(registry.pack().activities[EXERCISE].text("solution.py"))
    assert ascent.json("check", str(answer))["passed"] is True


@needs_kit
@pytest.mark.usefixtures("warm_kit")
@pytest.mark.django_db(transaction=True)  # a run's news are written by another thread
def test_a_syntax_error_is_shown_with_its_line(ascent: Terminal) -> None:
    ascent("open", EXERCISE)
    (files.folder(EXERCISE) / "answer.py").write_text("x = 1\nif x\n")
    result = ascent("check", EXERCISE)
    assert result.exit_code == 1
    assert "line 2" in result.stdout
