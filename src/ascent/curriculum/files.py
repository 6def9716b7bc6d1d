"""Reading files once: bytes, text, TOML, sums, kept until the file's time or size changes."""

from __future__ import annotations

import ast
import hashlib
import operator
import os
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from ascent import syntax
from ascent.curriculum import toml
from ascent.curriculum.toml import Toml

Stamp = tuple[int, int]

_SKIPPED_FOLDERS = {"__pycache__", "schemas", "node_modules"}


@dataclass
class _Known:
    stamp: Stamp
    raw: bytes
    sha256: str | None = None
    toml: Toml | toml.TomlError | None = None
    tree: ast.Module | SyntaxError | None = None
    notes: dict[str, object] = field(default_factory=dict)


class Files:
    """A cache of files by path, modification time and size. Not for use by several threads."""

    def __init__(self) -> None:
        self._known: dict[Path, _Known] = {}

    def _file(self, path: Path) -> _Known:
        """The file's entry, read again when it changed. Raises OSError."""
        stat = path.stat()
        stamp = (stat.st_mtime_ns, stat.st_size)
        known = self._known.get(path)
        if known is None or known.stamp != stamp:
            known = self._known[path] = _Known(stamp, path.read_bytes())
        return known

    def bytes(self, path: Path) -> bytes:
        return self._file(path).raw

    def text(self, path: Path) -> str:
        """The text with `\\n` line ends. Raises OSError or UnicodeDecodeError."""
        return self._file(path).raw.decode("utf-8").replace("\r\n", "\n").removeprefix("\ufeff")

    def sha256(self, path: Path) -> str:
        known = self._file(path)
        if known.sha256 is None:
            known.sha256 = hashlib.sha256(known.raw).hexdigest()
        return known.sha256

    def toml(self, path: Path) -> Toml:
        """The parsed file. Raises OSError, UnicodeDecodeError or TomlError."""
        known = self._file(path)
        if known.toml is None:
            try:
                known.toml = toml.parse(self.text(path))
            except toml.TomlError as error:
                known.toml = error
        if isinstance(known.toml, toml.TomlError):
            raise known.toml
        return known.toml

    def python(self, path: Path) -> ast.Module:
        """The file's syntax tree. Raises OSError, UnicodeDecodeError, SyntaxError."""
        known = self._file(path)
        if known.tree is None:
            known.tree = parse_python(self.text(path))
        if isinstance(known.tree, SyntaxError):
            raise known.tree
        return known.tree

    def note(self, path: Path, name: str) -> object | None:
        """A result that somebody kept about the file as it is now."""
        return self._file(path).notes.get(name)

    def keep(self, path: Path, name: str, value: object) -> None:
        self._file(path).notes[name] = value


def parse_python(text: str) -> ast.Module | SyntaxError:
    """The syntax tree of `text`, or the reason why it has none."""
    try:
        return syntax.parse(text)
    except SyntaxError as error:
        return error
    except ValueError as error:  # a null byte
        return SyntaxError(str(error))


def walk(folder: Path) -> Iterator[Path]:
    """Every content file under `folder`, in a stable order, without caches and hidden files."""
    for here, folders, names in os.walk(folder):
        folders[:] = sorted(filter(_is_content_folder, folders))
        for name in filter(_is_content, sorted(names)):
            yield Path(here) / name


def _is_content_folder(name: str) -> bool:
    return name not in _SKIPPED_FOLDERS and not name.startswith(".")


def _is_content(name: str) -> bool:
    return not name.startswith(".") and not name.endswith((".pyc", "~"))


def fingerprint(folders: tuple[Path, ...]) -> tuple[tuple[str, int, int], ...]:
    """Path, time and size of every content file: equal as long as nothing has changed."""
    found: list[tuple[str, int, int]] = []
    for folder in folders:
        _look(str(folder), found)
    return tuple(found)


def _look(folder: str, found: list[tuple[str, int, int]]) -> None:
    """The files that `walk` gives, in its order. Without objects for their paths: a page waits
    for this look, at every change and once a second."""
    inside = []
    for entry in _listed(folder):
        try:
            if not entry.is_dir():
                if _is_content(entry.name):
                    stat = entry.stat()
                    found.append((entry.path, stat.st_mtime_ns, stat.st_size))
            elif _is_content_folder(entry.name) and not entry.is_symlink():
                inside.append(entry.path)
        except OSError:  # deleted between listing and looking
            continue
    for path in inside:
        _look(path, found)


def _listed(folder: str) -> list[os.DirEntry[str]]:
    try:
        with os.scandir(folder) as entries:
            return sorted(entries, key=operator.attrgetter("name"))
    except OSError:  # nothing there, as for `walk`
        return []
