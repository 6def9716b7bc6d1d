"""watch: a check at every save, and on to the next step after a pass."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from ascent.accounts.models import Person
from ascent.cli import watch as watching
from ascent.learner import files
from ascent.learner.models import Attempt
from ascent.runner import sandbox, zygotes
from tests.cli.terminal import EXERCISE, Terminal, by_word


@pytest.fixture
def moments(monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """What the learner does, one thing for each time that watch sleeps long enough to see it."""

    def play(*acts: Callable[[], object]) -> None:
        left = list(acts)
        quiet = [0]

        def sleep(_: float) -> None:
            quiet[0] += 1
            if quiet[0] % 2:  # a save is read once the file has been quiet for one look
                return
            if not left:
                raise KeyboardInterrupt
            left.pop(0)()

        monkeypatch.setattr(watching.time, "sleep", sleep)

    return play


@pytest.fixture
def answer(
    ascent: Terminal, graded_as: Callable[[Any], None], monkeypatch: pytest.MonkeyPatch
) -> Path:
    monkeypatch.setattr(zygotes, "_on_use", False)  # which watching changes, for good
    graded_as(by_word)
    ascent("open", EXERCISE)
    return files.folder(EXERCISE) / "answer.py"


def test_nothing_is_checked_before_a_save(
    ascent: Terminal, answer: Path, moments: Callable[..., None]
) -> None:
    moments()
    result = ascent("watch", EXERCISE)
    assert result.exit_code == 0
    assert f"Watching {answer}" in result.stdout
    assert "Stopped watching. Your file stays where it is." in result.stdout
    assert not Attempt.objects.exists()


def test_where_code_is_not_kept_apart_that_is_said_once(
    ascent: Terminal,
    answer: Path,
    moments: Callable[..., None],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(sandbox, "isolation", lambda: sandbox.Isolation("limited", {}, ""))
    moments()
    said = "your code runs as an ordinary program"
    assert said in " ".join(ascent("watch", EXERCISE).stdout.split())
    assert said not in " ".join(ascent("watch", EXERCISE).stdout.split())


def test_each_save_is_checked(ascent: Terminal, answer: Path, moments: Callable[..., None]) -> None:
    moments(lambda: answer.write_text("no\n"), lambda: answer.write_text("not yet\n"))
    out = ascent("watch", EXERCISE).stdout
    assert out.count("Not yet: a check fails.") == 2
    assert Attempt.objects.count() == 2


def test_a_pass_leads_to_the_next_step(
    ascent: Terminal, loop: Person, answer: Path, moments: Callable[..., None]
) -> None:
    moments(lambda: answer.write_text("right\n"))
    out = ascent("watch", EXERCISE).stdout
    assert "Passed." in out
    assert "Next: " in out[out.index("Passed.") :]


def test_a_deleted_file_comes_back_and_is_no_attempt(
    ascent: Terminal, answer: Path, moments: Callable[..., None]
) -> None:
    moments(answer.unlink, lambda: None)
    out = ascent("watch", EXERCISE).stdout
    assert "answer.py was gone" in out
    assert answer.exists()
    assert not Attempt.objects.exists()


def test_an_unknown_name_cannot_be_watched(ascent: Terminal) -> None:
    assert ascent("watch", "nothing-like-it").exit_code == 2
