"""A look at the files of a pack sees what reading it would see."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from ascent import home
from ascent.curriculum import files


@pytest.fixture
def pack(tmp_path: Path) -> Path:
    """Files at several depths, and others that are no content."""
    kept = ("pack.toml", "b/one.md", "b/a/two.py", "b.x/three.toml", "B/four.md", "a~b.md")
    others = (".hidden", "b/.git/config", "b/__pycache__/x.pyc", "b/two.pyc", "b/one.md~")
    for name in (*kept, *others, "schemas/exercise.json"):
        path = tmp_path / "pack" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(name)
    return tmp_path / "pack"


def by_walking(folder: Path) -> tuple[tuple[str, int, int], ...]:
    looks = ((path, path.stat()) for path in files.walk(folder) if path.exists())
    return tuple((str(path), stat.st_mtime_ns, stat.st_size) for path, stat in looks)


def names(pack: Path) -> list[str]:
    seen = files.fingerprint((pack,))
    return [Path(path).relative_to(pack).as_posix() for path, _, _ in seen]


def test_it_sees_content_and_nothing_else_in_a_stable_order(pack: Path) -> None:
    assert names(pack) == [
        "a~b.md",
        "pack.toml",
        "B/four.md",
        "b/one.md",
        "b/a/two.py",
        "b.x/three.toml",
    ]
    assert files.fingerprint((pack,)) == by_walking(pack)


@pytest.mark.skipif(sys.platform == "win32", reason="links need a right of their own there")
def test_it_follows_a_link_to_a_file_and_none_to_a_folder(pack: Path, tmp_path: Path) -> None:
    other = tmp_path / "other"
    other.mkdir()
    (other / "far.md").write_text("far")
    (pack / "link.md").symlink_to(other / "far.md")
    (pack / "folder").symlink_to(other)
    (pack / "broken.md").symlink_to(other / "nothing.md")
    assert "link.md" in names(pack)
    assert not {"folder/far.md", "broken.md"} & set(names(pack))
    assert files.fingerprint((pack,)) == by_walking(pack)


def test_the_pack_is_seen_as_reading_it_sees_it() -> None:
    built_in = home.builtin_pack()
    assert files.fingerprint((built_in, built_in / "map")) == (
        *by_walking(built_in),
        *by_walking(built_in / "map"),
    )


def test_every_change_is_seen_and_a_folder_that_is_gone_is_empty(pack: Path) -> None:
    before = files.fingerprint((pack,))
    assert files.fingerprint((pack,)) == before
    stat = (pack / "pack.toml").stat()
    os.utime(pack / "pack.toml", ns=(stat.st_atime_ns, stat.st_mtime_ns + 1_000_000))
    changed = files.fingerprint((pack,))
    (pack / "b" / "new.md").write_text("")
    assert len({before, changed, files.fingerprint((pack,))}) == 3
    assert files.fingerprint((pack / "none",)) == ()


def test_a_look_makes_no_object_for_any_path(pack: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files, "walk", None)
    monkeypatch.setattr(files, "Path", None)
    assert files.fingerprint((pack,))
