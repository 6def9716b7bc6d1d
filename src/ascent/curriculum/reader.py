"""The hands with which a pack is read: each call returns what it could read, and reports the rest.

Nothing here raises for bad content. A file that cannot be used yields None and a problem.
"""

from __future__ import annotations

import ast
import hashlib
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel, TypeAdapter, ValidationError

from ascent.curriculum import voice
from ascent.curriculum.base import is_id
from ascent.curriculum.complaints import complaints
from ascent.curriculum.files import Files, walk
from ascent.curriculum.problems import Problem, family_rule
from ascent.curriculum.toml import Loc, Toml, TomlError

M = TypeVar("M")


class Reader:
    """Reads one folder of content.

    `root` is the pack's folder, `prefix` is put before every reported path (packs laid over
    another have one). Unless it is `thorough`, only what the pack is made of is read, quickly,
    and texts and code are not looked into. `broken` holds ids of entries that are there but could
    not be read, so that nobody complains that they are missing.
    """

    def __init__(self, root: Path, files: Files, prefix: str = "", thorough: bool = True) -> None:
        self.root = root
        self.files = files
        self.prefix = prefix
        self.thorough = thorough
        self.problems: list[Problem] = []
        self.broken: dict[str, str] = {}
        self.documents: dict[str, Toml] = {}

    def relative(self, path: Path) -> str:
        return self.prefix + path.relative_to(self.root).as_posix()

    def report(self, rule: str, path: Path, message: str, *, line: int = 0, hint: str = "") -> None:
        self.problems.append(Problem(self.relative(path), line, rule, message, hint))

    # --- files

    def paths(self, folder: str) -> list[Path]:
        """Every content file under a folder of the pack, sorted."""
        return list(walk(self.root / folder))

    def marked(self, folder: str, marker: str, family: str) -> list[Path]:
        """The marker files under a folder; reports folders that hold files but no marker."""
        found = self.paths(folder)
        markers = [path for path in found if path.name == marker]
        homes = {path.parent for path in markers}
        strays = {path.parent for path in found if not homes.intersection(path.parents)}
        for stray in sorted(strays - {self.root / folder}):
            self.report(
                family_rule(family, 6),
                stray,
                f"This folder holds files but no {marker}, so nothing reads it.",
                hint=f"Add {marker}, or move the files.",
            )
        return markers

    def text(self, path: Path, family: str) -> str | None:
        """The text of a file that has to be there."""
        try:
            return self.files.text(path)
        except FileNotFoundError:
            self.report(family_rule(family, 6), path, f"{path.name} is missing.")
        except UnicodeDecodeError as error:
            line = self.files.bytes(path)[: error.start].count(b"\n") + 1
            self.report(family_rule(family, 1), path, "This is not UTF-8 text.", line=line)
        except OSError as error:
            self.report(family_rule(family, 1), path, f"The file cannot be read: {error.strerror}.")
        return None

    def prose(self, path: Path, family: str) -> str | None:
        """A Markdown text for learners, its voice checked."""
        text = self.text(path, family)
        if text is not None:
            self.listen(path, text)
            if not text.strip():
                self.report(family_rule(family, 6), path, f"{path.name} is empty.")
        return text

    def listen(self, path: Path, text: str, line: int | None = None) -> None:
        """Report where a text leaves the voice; `line` is where it stands, if not in the file."""
        for slip in voice.slips(text) if self.thorough else ():
            at = slip.line if line is None else line
            self.report(slip.rule, path, slip.message, line=at, hint=slip.hint)

    def python(self, path: Path, family: str) -> ast.Module | None:
        """The syntax tree of a Python file that has to be there."""
        if self.text(path, family) is None:
            return None
        try:
            return self.files.python(path)
        except SyntaxError as error:
            self.report(
                family_rule(family, 7),
                path,
                f"This does not parse as Python: {error.msg}.",
                line=error.lineno or 0,
            )
            return None

    def digest(self, folder: Path) -> str:
        """SHA-256 over the names and bytes of every file in a folder."""
        total = hashlib.sha256()
        for path in walk(folder):
            try:
                sha256 = self.files.sha256(path)
            except OSError:
                continue
            total.update(f"{path.relative_to(folder).as_posix()}\0{sha256}\n".encode())
        return total.hexdigest()

    # --- TOML

    def toml(self, path: Path, family: str) -> Toml | None:
        if self.text(path, family) is None:
            return None
        try:
            document = self.documents[self.relative(path)] = self.files.toml(path)
            return document
        except TomlError as error:
            self.report(
                family_rule(family, 1),
                path,
                f"This is not valid TOML: {error}.",
                line=error.line,
                hint="Nothing of this file was read. Check quotes, brackets and equals signs here.",
            )
            return None

    def build(
        self,
        model: type[M] | TypeAdapter[M],
        values: Mapping[str, Any],
        document: Toml,
        path: Path,
        family: str,
        at: Loc = (),
    ) -> M | None:
        """Make a model of a table of a document, or report each thing that is wrong with it."""
        self._listen_to_table(values, document, path, at)
        try:
            if isinstance(model, TypeAdapter):
                return model.validate_python(values)
            assert issubclass(model, BaseModel)
            return model.model_validate(values)
        except ValidationError as error:
            for complaint in complaints(error, model, family):
                self.report(
                    complaint.rule,
                    path,
                    complaint.message,
                    line=document.line((*at, *complaint.loc)),
                    hint=complaint.hint,
                )
            return None

    def model(
        self, path: Path, model: type[M], family: str, kind: str = ""
    ) -> tuple[M, Toml] | None:
        """A whole TOML file as a model, with the document to point into.

        `kind` is the kind of entry it holds, when that is not the name of the family.
        """
        document = self.toml(path, family)
        if document is None:
            return None
        made = self.build(model, document.values, document, path, family)
        if made is None:
            self.note_broken(document.values, kind or family)
            return None
        return made, document

    def tables(
        self, document: Toml, key: str, path: Path, family: str
    ) -> Iterator[tuple[int, Mapping[str, Any]]]:
        """The tables `[[key]]` of a document, one by one, so that one bad one spoils no other."""
        items = document.values.get(key, [])
        if not isinstance(items, Sequence) or isinstance(items, str):
            self.report(
                family_rule(family, 4),
                path,
                f"`{key}` is not a list of tables.",
                line=document.line((key,)),
                hint=f"Write each one under a line [[{key}]].",
            )
            return
        for number, item in enumerate(items):
            if isinstance(item, Mapping):
                yield number, item
            else:
                self.report(
                    family_rule(family, 4),
                    path,
                    f"`{key}` holds {item!r}, which is not a table.",
                    line=document.line((key, number)),
                )

    def note_broken(self, values: Mapping[str, Any], kind: str) -> None:
        """Remember the id of an entry that could not be read."""
        name = values.get("id")
        if isinstance(name, str) and is_id(name):
            self.broken[name] = kind

    def _listen_to_table(
        self, values: Mapping[str, Any], document: Toml, path: Path, at: Loc
    ) -> None:
        for loc, text in voice.prose_of(values) if self.thorough else ():
            for slip in voice.slips(text):
                line = document.line((*at, *loc))
                self.report(slip.rule, path, slip.message, line=line, hint=slip.hint)
