"""Everything of one learner's, as plain files in one zip. The same record gives the same bytes."""

import io
import shutil
import tempfile
import zipfile
import zlib
from collections.abc import Iterable
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import IO

import ascent
from ascent import disk
from ascent.accounts import archive
from ascent.accounts.models import Person
from ascent.learner import files
from ascent.learner.models import (
    Attempt,
    Evidence,
    FeltGap,
    Keepsake,
    Loop,
    Offer,
    Placement,
    Visit,
)

MOST_RATIO = 200  # an archive that unpacks to more than this looks like a bomb to the reader
CHUNK = 1 << 20
LEVEL = 6


class CannotExport(Exception):
    """No archive was written; the message says why and what to do."""


@dataclass(frozen=True)
class Exported:
    """What an archive holds. `left_out`: paths in `work/` that no zip can carry."""

    path: Path
    attempts: int
    evidence: int
    files: int
    left_out: tuple[str, ...]


def export(person: Person, target: Path, *, overwrite: bool = False) -> Exported:
    """Write the archive `target`: all of it, or nothing.

    Raises:
        CannotExport: the file exists, or cannot be written.
    """
    if target.exists() and not overwrite:
        raise CannotExport(f"{target} exists already. Choose another name, or add --force.")
    draft = target.with_name(f".{target.name}.tmp")
    try:
        with zipfile.ZipFile(draft, "w") as out:
            counts, left_out = _write(person, out)
        draft.replace(target)
    except OSError as error:
        raise CannotExport(f"{target} could not be written. {disk.why(error)}") from error
    finally:
        draft.unlink(missing_ok=True)
    return Exported(
        path=target,
        attempts=counts["attempts.jsonl"],
        evidence=counts["evidence.jsonl"],
        files=counts[archive.WORK],
        left_out=left_out,
    )


def _write(person: Person, out: zipfile.ZipFile) -> tuple[dict[str, int], tuple[str, ...]]:
    """Write every file in the order of names; how many rows and files, and what is left out."""
    counts: dict[str, int] = {}
    with ExitStack() as open_files:
        records: dict[str, IO[bytes]] = {}
        for name, rows in _lines(person).items():
            records[name] = open_files.enter_context(tempfile.TemporaryFile())
            counts[name] = 0
            for row in rows:
                line = archive.text(archive.columns(archive.LINES[name], row))
                records[name].write(line + b"\n")
                counts[name] += 1
        for name, value in _small(person).items():
            records[name] = io.BytesIO(archive.text(value, indent=2) + b"\n")
        for name in sorted(records):
            _add(out, name, records[name])
    carried, left_out = _files()
    for name in sorted(carried):
        with carried[name].open("rb") as file:
            _add(out, name, file)
    return {**counts, archive.WORK: len(carried)}, left_out


def _lines(person: Person) -> dict[str, Iterable[object]]:
    """The long tables. Attempts are read last, so that no row speaks of one that is missing."""
    mine = {"learner": person}
    return {
        "evidence.jsonl": Evidence.objects.filter(**mine).order_by("id").iterator(500),
        "keepsakes.jsonl": Keepsake.objects.filter(**mine).order_by("id").iterator(500),
        "attempts.jsonl": Attempt.objects.filter(**mine).order_by("id").iterator(500),
    }


def _small(person: Person) -> dict[str, object]:
    mine = {"learner": person}
    lists: dict[str, Iterable[object]] = {
        "loops.json": Loop.objects.filter(**mine).order_by("number", "id"),
        "visits.json": Visit.objects.filter(**mine).order_by("activity"),
        "offers.json": Offer.objects.filter(**mine),
        "gaps.json": FeltGap.objects.filter(loop__learner=person).order_by("id"),
        "placements.json": Placement.objects.filter(**mine).order_by("id"),
    }
    return {
        "ascent.json": {"format": archive.FORMAT, "version": ascent.__version__},
        "person.json": archive.columns(archive.PersonRow, person),
        **{
            name: [archive.columns(archive.LISTS[name], row) for row in rows]
            for name, rows in lists.items()
        },
    }


def _files() -> tuple[dict[str, Path], tuple[str, ...]]:
    """The learner's files by their names in the archive, and the names that stay behind."""
    root = files.work()
    names = {archive.WORK + p.relative_to(root).as_posix(): p for p in disk.files_under(root)}
    links = [p for p in root.rglob("*") if p.is_symlink()]
    left_out = [archive.WORK + p.relative_to(root).as_posix() for p in links]
    left_out += [name for name in names if archive.doubt(name)]
    return {n: p for n, p in names.items() if not archive.doubt(n)}, tuple(sorted(left_out))


def _add(out: zipfile.ZipFile, name: str, source: IO[bytes]) -> None:
    """One file with a fixed time and mode; stored as it is when it would shrink suspiciously."""
    source.seek(0)
    size, packed = _sizes(source)
    entry = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
    entry.create_system = 3
    entry.external_attr = 0o100600 << 16
    dense = size > packed * MOST_RATIO
    entry.compress_type = zipfile.ZIP_STORED if dense else zipfile.ZIP_DEFLATED
    entry._compresslevel = None if dense else LEVEL  # type: ignore[attr-defined]
    entry.file_size = size
    source.seek(0)
    with out.open(entry, "w") as target:
        shutil.copyfileobj(source, target, CHUNK)


def _sizes(source: IO[bytes]) -> tuple[int, int]:
    packer = zlib.compressobj(LEVEL)
    size = packed = 0
    while chunk := source.read(CHUNK):
        size += len(chunk)
        packed += len(packer.compress(chunk))
    return size, packed + len(packer.flush())
