"""A folder that nobody has looked through: what is taken, and why the rest is not."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from ascent.curriculum import Pack
from ascent.curriculum.activity import Activity
from ascent.kinds import registry
from ascent.kinds.batch import handins
from ascent.kinds.batch.handins import HandIn, LeftOut, Unreadable

EXERCISE = "first-model"


@pytest.fixture
def group(tmp_path: Path) -> Path:
    """An empty folder in which hand-ins are collected."""
    folder = tmp_path / "group"
    folder.mkdir()
    return folder


@pytest.fixture(scope="module")
def pack() -> Pack:
    return registry.pack()


@pytest.fixture(scope="module")
def one(pack: Pack) -> Activity:
    return pack.activities[EXERCISE]


def found(folder: Path, pack: Pack, one: Activity | None = None) -> tuple[set[str], dict[str, str]]:
    """`who exercise` of what is taken, and the reason for each thing that is not."""
    taken, left_out = handins.find(folder, pack, one, lambda name: "")
    return {f"{h.who} {h.activity.id}" for h in taken}, {x.file: x.reason for x in left_out}


def write(path: Path, text: str = "x = 1\n") -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)


def test_a_folder_for_each_person_a_file_for_each_exercise(group: Path, pack: Pack) -> None:
    write(group / "ada" / "first-model.py")
    write(group / "ada" / "first-look.py")
    write(group / "bob" / "first-model.py")
    taken, left_out = found(group, pack)
    assert taken == {"ada first-model", "ada first-look", "bob first-model"}
    assert left_out == {}


def test_one_exercise_a_file_for_each_person(group: Path, pack: Pack, one: Activity) -> None:
    write(group / "ada.py")
    write(group / "b.o.b.py")
    write(group / "notes.txt")
    write(group / "eve" / "first-model.py")
    taken, left_out = found(group, pack, one)
    assert taken == {"ada first-model", "b.o.b first-model"}
    assert set(left_out) == {"notes.txt", "eve"}


def test_what_is_not_taken_is_listed_and_the_rest_goes_on(group: Path, pack: Pack) -> None:
    tour = pack.of_kind("tour")[0].id
    for name in ("no-such-thing.py", f"{tour}.py", "first-model.PY", ".first-model.py", "read.me"):
        write(group / "ada" / name)
    (group / "ada" / "deeper.py").mkdir()
    write(group / "first-model.py")
    write(group / "bob" / "first-model.py")
    taken, left_out = found(group, pack)
    assert taken == {"bob first-model"}
    assert "no activity" in left_out["ada/no-such-thing.py"]
    assert "has no code to check" in left_out[f"ada/{tour}.py"]
    assert "does not end in .py" in left_out["ada/first-model.PY"]
    assert "begins with a dot" in left_out["ada/.first-model.py"]
    assert "does not end in .py" in left_out["ada/read.me"]
    assert "is a folder" in left_out["ada/deeper.py"]
    assert "nobody's folder" in left_out["first-model.py"]


def test_what_looks_like_an_answer_is_missed_other_things_are_not(group: Path, pack: Pack) -> None:
    for name in ("frist-model.py", "notes.txt", ".DS_Store"):
        write(group / "ada" / name)
    _, left_out = handins.find(group, pack, None, lambda name: "")
    assert {x.file for x in left_out if x.missed} == {"ada/frist-model.py"}


@pytest.mark.skipif(os.name == "nt", reason="links need rights there")
def test_links_are_not_followed(group: Path, pack: Pack) -> None:
    write(group.parent / "outside" / "first-model.py")
    (group / "ada").mkdir(parents=True)
    (group / "ada" / "first-model.py").symlink_to(group.parent / "outside" / "first-model.py")
    (group / "bob").symlink_to(group.parent / "outside")
    taken, left_out = found(group, pack)
    assert taken == set()
    assert all("link" in reason for reason in left_out.values())
    assert set(left_out) == {"ada/first-model.py", "bob"}
    with pytest.raises(Unreadable):
        handins.read(group / "ada" / "first-model.py")


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes with names there")
def test_a_pipe_keeps_nobody_waiting(group: Path, pack: Pack) -> None:
    (group / "ada").mkdir()
    os.mkfifo(group / "ada" / "first-model.py")
    taken, left_out = found(group, pack)
    assert taken == set()
    assert "no regular file" in left_out["ada/first-model.py"]
    with pytest.raises(Unreadable, match="no regular file"):
        handins.read(group / "ada" / "first-model.py")


def test_an_old_and_a_new_id_are_one_exercise(group: Path, pack: Pack) -> None:
    from dataclasses import replace

    renamed = replace(pack, renamed={"before": EXERCISE})
    write(group / "ada" / "before.py")
    assert found(group, renamed) == ({"ada first-model"}, {})
    write(group / "ada" / "first-model.py")
    taken, left_out = found(group, renamed)
    assert taken == {"ada first-model"}
    assert "Keep one of them" in left_out["ada/first-model.py"]


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"x = '\xe9'\n", "not UTF-8 text: .* at byte 5"),
        ("x = 1".encode("utf-16"), "not UTF-8"),
        (b"#" * 1_000_001, "more than 1 MB"),
    ],
)
def test_bytes_that_are_no_text_of_ours(group: Path, data: bytes, says: str) -> None:
    path = group / "x.py"
    path.write_bytes(data)
    with pytest.raises(Unreadable, match=says):
        handins.read(path)


def test_a_megabyte_is_read_and_a_mark_at_the_beginning_is_none_of_it(group: Path) -> None:
    path = group / "x.py"
    path.write_bytes(b"\xef\xbb\xbf" + b"#" * 999_997)
    assert handins.read(path) == "#" * 999_997


def test_names_are_fit_to_be_shown(group: Path, pack: Pack) -> None:
    write(group / "a\x1b[2Jb" / "first-model.py")
    taken, _ = handins.find(group, pack, None, lambda name: "")
    assert isinstance(taken[0], HandIn)
    assert taken[0].who == "a\\x1b[2Jb"
    assert taken[0].path.is_file()


def test_a_folder_that_is_closed_does_not_end_the_rest(
    group: Path, pack: Pack, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(group / "ada" / "first-model.py")
    write(group / "bob" / "first-model.py")
    look = handins._look

    def closed(folder: Path) -> list[os.DirEntry[str]]:
        if folder.name == "ada":
            raise PermissionError(13, "Permission denied")
        return look(folder)

    monkeypatch.setattr(handins, "_look", closed)
    taken, left_out = handins.find(group, pack, None, lambda name: "")
    assert [h.who for h in taken] == ["bob"]
    assert left_out == [LeftOut("ada", "It cannot be read: Permission denied.", True)]
