"""Data sets: the files that a pack ships or names, their sums and their provenance."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from ascent.curriculum.entries import Data, DataFile
from ascent.curriculum.files import Files
from ascent.curriculum.pack import Place
from ascent.curriculum.reader import Reader
from ascent.curriculum.toml import Toml

_FEW = 8


@dataclass(frozen=True)
class _Shape:
    columns: tuple[str, ...]
    rows: int


def read_data(reader: Reader) -> Iterator[tuple[Data, Place]]:
    """Every data source of a layer, its files checked."""
    for path in reader.marked("data", "source.toml", "data"):
        read = reader.model(path, DataFile, "data")
        if read is None:
            continue
        source, document = read
        _check_origin(reader, path, source, document)
        hidden_sha256 = None
        if source.file and reader.thorough:
            _check_file(reader, path, source, document)
        if source.hidden:
            hidden_sha256 = _sum(reader, path, "hidden", source.hidden, document)
        data = Data.model_construct(
            source.model_fields_set,
            **source.__dict__,
            folder=path.parent,
            hidden_sha256=hidden_sha256,
        )
        yield data, Place(reader.relative(path), document)


def _check_origin(reader: Reader, path: Path, source: DataFile, document: Toml) -> None:
    if bool(source.file) == bool(source.package):
        found = "both `file` and `package`" if source.file else "neither `file` nor `package`"
        reader.report(
            "data.E710",
            path,
            f"The source has {found}.",
            line=document.line(("package",)),
            hint="Name the file in this folder, or the package and the member that carry the data.",
        )
    elif bool(source.package) != bool(source.member):
        has, lacks = ("package", "member") if source.package else ("member", "package")
        reader.report(
            "data.E710",
            path,
            f"`{has}` is there and `{lacks}` is not.",
            line=document.line((has,)),
            hint=f"Add {lacks}.",
        )


def _sum(reader: Reader, path: Path, key: str, name: str, document: Toml) -> str | None:
    """The sum of a file in the source's folder; reports a missing one."""
    try:
        return reader.files.sha256(path.with_name(name))
    except OSError:
        reader.report(
            "data.E706",
            path,
            f"`{key}` is {name}, and there is no such file here.",
            line=document.line((key,)),
        )
        return None


def _check_file(reader: Reader, path: Path, source: DataFile, document: Toml) -> None:
    assert source.file is not None
    found = _sum(reader, path, "file", source.file, document)
    if found is None:
        return
    if found != source.sha256:
        reader.report(
            "data.E711",
            path,
            f"{source.file} has the sum {found[:12]}…, not {source.sha256[:12]}….",
            line=document.line(("sha256",)),
            hint=f'If the file is meant to have changed, write sha256 = "{found}".',
        )
    if source.file.endswith(".csv"):
        _check_table(reader, path, source, document)


def _check_table(reader: Reader, path: Path, source: DataFile, document: Toml) -> None:
    shape = _shape(reader.files, path.with_name(source.file or ""))
    if shape is None:
        reader.report("data.E701", path, f"{source.file} is not a table in UTF-8 text.")
        return
    described = tuple(column.name for column in source.columns)
    if described != shape.columns:
        reader.report(
            "data.E712",
            path,
            _difference(described, shape.columns, source.file or ""),
            line=document.line(("columns",)),
            hint="Describe every column of the file, in its order.",
        )
    if source.rows != shape.rows:
        reader.report(
            "data.E713",
            path,
            f"`rows` is {source.rows}; {source.file} has {shape.rows} rows below its header.",
            line=document.line(("rows",)),
        )


def _difference(described: tuple[str, ...], columns: tuple[str, ...], name: str) -> str:
    missing = [column for column in columns if column not in described]
    unknown = [column for column in described if column not in columns]
    if missing:
        return f"{name} has columns that are not described: {', '.join(missing[:_FEW])}."
    if unknown:
        return f"Columns are described that {name} does not have: {', '.join(unknown[:_FEW])}."
    return f"The columns of {name} are described in another order."


def _shape(files: Files, path: Path) -> _Shape | None:
    known = files.note(path, "shape")
    if isinstance(known, _Shape):
        return known
    try:
        rows = csv.reader(io.StringIO(files.text(path), newline=""))
        columns = tuple(next(rows, []))
        shape = _Shape(columns, sum(1 for row in rows if row))
    except (UnicodeDecodeError, csv.Error):
        return None
    files.keep(path, "shape", shape)
    return shape
