"""The work folder: what is saved stays, whoever else writes, and whatever goes wrong."""

import errno
import os
import threading
from dataclasses import dataclass
from pathlib import Path

import pytest

from ascent.learner import files

STARTER = "# Write your line here.\n"


@dataclass(frozen=True)
class Exercise:
    """As much of an activity as a work folder needs."""

    id: str
    title: str
    folder: Path


@pytest.fixture
def exercise(tmp_path: Path) -> Exercise:
    folder = tmp_path / "pack" / "first-model"
    folder.mkdir(parents=True)
    (folder / "starter.py").write_text(STARTER)
    (folder / "prompt.md").write_text("Fit a model.\n")
    (folder / "solution.py").write_text("SECRET = 1\n")
    (folder / "checks.py").write_text("SECRET = 2\n")
    return Exercise("first-model", "Train your first model", folder)


def texts_in(folder: Path) -> set[str]:
    return {path.read_text() for path in folder.glob("*.py")}


# ---- opening


def test_the_first_look_writes_the_starter_and_says_nothing(exercise: Exercise) -> None:
    draft = files.read(exercise)
    assert draft.text == STARTER
    assert draft.path.read_text() == STARTER
    assert draft.note == ""


def test_an_opened_folder_holds_task_and_data_and_nothing_of_the_solution(
    exercise: Exercise, tmp_path: Path
) -> None:
    table = tmp_path / "raw.csv"
    table.write_bytes(b"a,b\r\n1,2\r\n")
    place = files.open_folder(exercise, {"bikes.csv": table}).path.parent
    assert sorted(p.name for p in place.iterdir()) == ["answer.py", "bikes.csv", "task.md"]
    assert (place / "bikes.csv").read_bytes() == table.read_bytes()
    assert "Fit a model." in (place / "task.md").read_text()
    assert not any("SECRET" in p.read_text() for p in place.iterdir())


def test_opening_again_keeps_the_answer_and_a_changed_table(
    exercise: Exercise, tmp_path: Path
) -> None:
    table = tmp_path / "raw.csv"
    table.write_text("a\n1\n")
    place = files.open_folder(exercise, {"bikes.csv": table}).path.parent
    (place / "answer.py").write_text("mine = 1\n")
    (place / "bikes.csv").write_text("a\n99\n")
    files.open_folder(exercise, {"bikes.csv": table})
    assert (place / "answer.py").read_text() == "mine = 1\n"
    assert (place / "bikes.csv").read_text() == "a\n1\n"
    (kept,) = place.glob("bikes.kept-*.csv")
    assert kept.read_text() == "a\n99\n"


@pytest.mark.parametrize(
    "name", ["..", "../secret", "a/b", "a\\b", "", "con", "nul", "A-b", "c:", "a.", ".kept", "x\0"]
)
def test_no_id_leads_out_of_the_work_folder(name: str) -> None:
    with pytest.raises(ValueError, match="is not the id"):
        files.folder(name)


@pytest.mark.parametrize("name", ["../x.csv", "answer.py", "task.md", "", "a/b.csv"])
def test_no_table_is_written_under_a_hostile_name(
    exercise: Exercise, tmp_path: Path, name: str
) -> None:
    with pytest.raises(ValueError, match="not a name for a data file"):
        files.open_folder(exercise, {name: tmp_path})


def test_a_path_inside_the_work_folder_names_its_activity(
    exercise: Exercise, tmp_path: Path
) -> None:
    path = files.read(exercise).path
    assert files.activity_of(path) == files.activity_of(path.parent) == "first-model"
    assert files.activity_of(files.work()) is None
    assert files.activity_of(tmp_path) is None


# ---- saving


def test_a_save_from_the_newest_version_replaces_it(exercise: Exercise) -> None:
    draft = files.read(exercise)
    saved = files.save(exercise, "x = 1\n", draft.sha)
    assert isinstance(saved, files.Saved)
    assert files.read(exercise).text == "x = 1\n"
    assert files.read(exercise).sha == saved.sha


def test_a_save_from_an_older_version_keeps_both(exercise: Exercise) -> None:
    draft = files.read(exercise)
    draft.path.write_text("theirs = 1\n")
    conflict = files.save(exercise, "mine = 1\n", draft.sha)
    assert isinstance(conflict, files.Conflict)
    assert (conflict.mine, conflict.theirs) == ("mine = 1\n", "theirs = 1\n")
    assert conflict.theirs_path.read_text() == "theirs = 1\n"
    assert conflict.mine_path.read_text() == "mine = 1\n"
    assert conflict.mine_path.name.startswith("answer.conflict-")
    settled = files.save(exercise, "mine = 1\n", conflict.theirs_sha)
    assert isinstance(settled, files.Saved)


def test_the_same_text_from_two_places_is_no_conflict(exercise: Exercise) -> None:
    files.read(exercise).path.write_text("same = 1\n")
    assert isinstance(files.save(exercise, "same = 1\n", "an older version"), files.Saved)


def test_a_conflict_that_is_sent_twice_is_kept_once(exercise: Exercise) -> None:
    draft = files.read(exercise)
    draft.path.write_text("theirs = 1\n")
    files.save(exercise, "mine = 1\n", draft.sha)
    files.save(exercise, "mine = 1\n", draft.sha)
    kept = sorted(p.read_text() for p in draft.path.parent.glob("answer.conflict-*.py"))
    assert kept == ["mine = 1\n", "theirs = 1\n"]


def test_eight_saves_in_a_race_lose_none(exercise: Exercise) -> None:
    base = files.read(exercise).sha
    start = threading.Barrier(8)
    outcomes: list[files.Saved | files.Conflict] = []

    def save(number: int) -> None:
        start.wait()
        outcomes.append(files.save(exercise, f"writer = {number}\n", base))

    threads = [threading.Thread(target=save, args=(n,)) for n in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sum(isinstance(outcome, files.Saved) for outcome in outcomes) == 1
    assert texts_in(files.folder(exercise.id)) == {f"writer = {n}\n" for n in range(8)}


def test_two_writers_that_go_on_from_what_they_see_lose_none(exercise: Exercise) -> None:
    """A page and an editor take turns badly: each save is on disk afterwards, somewhere."""
    page = files.read(exercise).sha
    wrote: set[str] = set()
    for turn in range(3):
        editor = f"editor = {turn}\n"
        files.folder(exercise.id).joinpath("answer.py").write_text(editor)
        outcome = files.save(exercise, f"page = {turn}\n", page)
        assert isinstance(outcome, files.Conflict)
        wrote |= {editor, f"page = {turn}\n"}
        chosen = files.save(exercise, outcome.mine, outcome.theirs_sha)
        assert isinstance(chosen, files.Saved)
        page = chosen.sha
    assert wrote <= texts_in(files.folder(exercise.id))


def test_windows_line_ends_stay_in_the_file_and_out_of_the_page(exercise: Exercise) -> None:
    path = files.read(exercise).path
    path.write_bytes(b"\xef\xbb\xbfa = 1\r\nb = 2\r\n")
    draft = files.read(exercise)
    assert draft.text == "a = 1\nb = 2\n"
    files.save(exercise, "a = 1\nb = 3\n", draft.sha)
    assert path.read_bytes() == b"a = 1\r\nb = 3\r\n"


def test_a_link_keeps_leading_where_the_learner_pointed_it(
    exercise: Exercise, tmp_path: Path
) -> None:
    draft = files.read(exercise)
    own = tmp_path / "own.py"
    own.write_bytes(draft.path.read_bytes())
    draft.path.unlink()
    draft.path.symlink_to(own)
    files.save(exercise, "linked = 1\n", draft.sha)
    assert draft.path.is_symlink()
    assert own.read_text() == "linked = 1\n"


# ---- starting over


def test_reset_puts_the_starter_back_and_the_answer_aside(exercise: Exercise) -> None:
    draft = files.read(exercise)
    files.save(exercise, "much = 'work'\n", draft.sha)
    assert files.reset(exercise).text == STARTER
    (aside,) = draft.path.parent.glob("answer.before-reset-*.py")
    assert aside.read_text() == "much = 'work'\n"


def test_reset_of_an_untouched_answer_leaves_nothing_aside(exercise: Exercise) -> None:
    files.read(exercise)
    files.reset(exercise)
    assert [p.name for p in files.folder(exercise.id).glob("*.py")] == ["answer.py"]


# ---- deleted files


def test_a_deleted_file_comes_back_as_it_was_saved(exercise: Exercise) -> None:
    draft = files.read(exercise)
    files.save(exercise, "kept = 1\n", draft.sha)
    draft.path.unlink()
    again = files.read(exercise)
    assert again.text == "kept = 1\n"
    assert "was gone" in again.note
    assert draft.path.read_text() == "kept = 1\n"


def test_what_an_editor_wrote_comes_back_once_ascent_has_seen_it(exercise: Exercise) -> None:
    draft = files.read(exercise)
    draft.path.write_text("from_the_editor = 1\n")
    files.read(exercise)
    draft.path.unlink()
    assert files.read(exercise).text == "from_the_editor = 1\n"


def test_a_deleted_work_folder_comes_back_as_it_was_handed_in(exercise: Exercise) -> None:
    draft = files.read(exercise, last_kept=lambda: "handed_in = 1\n")
    assert draft.text == "handed_in = 1\n"
    assert "handed it in" in draft.note


def test_a_save_into_a_deleted_folder_makes_it_anew(exercise: Exercise) -> None:
    assert isinstance(files.save(exercise, "x = 1\n", "gone"), files.Saved)
    assert files.read(exercise).text == "x = 1\n"


# ---- what cannot be written or read


@pytest.mark.parametrize("step", ["fsync", "replace"])
def test_a_full_disk_leaves_the_old_file_and_no_litter(
    exercise: Exercise, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    draft = files.read(exercise)

    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(*((os, "fsync") if step == "fsync" else (Path, "replace")), full)
    with pytest.raises(files.CannotSave, match=r"disk is full\. Free some space"):
        files.save(exercise, "lost = False\n", draft.sha)
    monkeypatch.undo()
    assert draft.path.read_text() == STARTER
    assert [p.name for p in draft.path.parent.iterdir()] == ["answer.py"]


def test_a_work_folder_that_is_a_file_is_named(exercise: Exercise) -> None:
    files.work().parent.mkdir(exist_ok=True)
    files.work().write_text("in the way")
    with pytest.raises(files.CannotSave, match="could not be written"):
        files.save(exercise, "x = 1\n", "")


def test_a_file_in_another_encoding_is_named_with_its_line(exercise: Exercise) -> None:
    path = files.read(exercise).path
    path.write_bytes("a = 1\nb = 'café'\n".encode("latin-1"))
    with pytest.raises(files.CannotRead, match=r"not UTF-8 text: byte 0xe9 in line 2.*encoding"):
        files.read(exercise)


def test_an_answer_of_a_size_that_nobody_types_is_refused(exercise: Exercise) -> None:
    draft = files.read(exercise)
    with pytest.raises(files.CannotSave, match="at most"):
        files.save(exercise, "x" * (files.LARGEST + 1), draft.sha)
    draft.path.write_text("x" * (files.LARGEST + 1))
    with pytest.raises(files.CannotRead, match="at most"):
        files.read(exercise)


def test_half_a_character_is_refused_before_anything_is_written(exercise: Exercise) -> None:
    draft = files.read(exercise)
    with pytest.raises(files.CannotSave, match="half of a character"):
        files.save(exercise, "x = '\ud800'\n", draft.sha)
    assert draft.path.read_text() == STARTER
