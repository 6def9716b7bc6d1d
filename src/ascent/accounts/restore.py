"""An archive comes back: everything is checked first, then written in one transaction."""

import json
import secrets
import shutil
import stat
import zipfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast

from django.db import DatabaseError, transaction
from django.db.models import Model
from pydantic import ValidationError

from ascent import clock, disk, home
from ascent.accounts import archive
from ascent.accounts.care import backups
from ascent.accounts.export import MOST_RATIO, export
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

MOST_FILES = 200_000
MOST_BYTES = 16 << 30
SMALL = 64 << 20  # below this, nobody minds how well a file was packed
BATCH = 500

MODELS: dict[str, type[Model]] = {
    "loops.json": Loop,
    "visits.json": Visit,
    "offers.json": Offer,
    "gaps.json": FeltGap,
    "placements.json": Placement,
    "attempts.jsonl": Attempt,
    "evidence.jsonl": Evidence,
    "keepsakes.jsonl": Keepsake,
}


class CannotImport(Exception):
    """Nothing was changed; the message says why and what to do."""


@dataclass(frozen=True)
class Imported:
    """What came back. `backup`: the archive of what was there before, if anything was."""

    attempts: int
    evidence: int
    files: int
    backup: Path | None


def restore(person: Person, source: Path, *, replace: bool = False) -> Imported:
    """Write the archive `source` as the record and the files of `person`.

    Raises:
        CannotImport: it is no archive of ours, it is damaged or hostile, or there is a record
            already and `replace` is false.
    """
    try:
        with zipfile.ZipFile(source) as zipped:
            entries = _entries(zipped)
            _check_records(zipped)
            if has_record(person) and not replace:
                raise CannotImport(
                    "There is a record here already. `ascent import --replace` puts the archive "
                    "in its place, after writing all that is here to a backup."
                )
            with _staged(zipped, entries) as staged:
                return _swap(person, zipped, staged, len(entries))
    except (zipfile.BadZipFile, EOFError, NotImplementedError, RuntimeError) as error:
        raise CannotImport(
            f"{source} is not a whole zip file ({error}). Copy it once more from where it was made."
        ) from error
    except FileNotFoundError as error:
        raise CannotImport(f"There is no file {error.filename}. Look at the path.") from error
    except OSError as error:
        raise CannotImport(f"The archive could not be brought in. {disk.why(error)}") from error


def has_record(person: Person) -> bool:
    """Has this learner done anything that an import would have to replace?"""
    tables = (Attempt, Evidence, Loop, Visit)
    in_database = any(t._default_manager.filter(learner=person).exists() for t in tables)
    return in_database or any(disk.files_under(files.work()))


# ---------------------------------------------------------------- checking


def _entries(zipped: zipfile.ZipFile) -> list[zipfile.ZipInfo]:
    """The files below `work/`, once every name and size in the archive is harmless."""
    infos = zipped.infolist()
    if len(infos) > MOST_FILES or sum(i.file_size for i in infos) > MOST_BYTES:
        raise CannotImport(
            f"The archive holds more than {MOST_FILES} files or {MOST_BYTES >> 30} GB. "
            "It is none that Ascent wrote."
        )
    free = shutil.disk_usage(home.home()).free
    if (needed := sum(i.file_size for i in infos)) > free:
        raise CannotImport(
            f"The archive needs {needed >> 20} MB and the disk has {free >> 20} MB left. "
            "Free some space, then import again."
        )
    seen: set[str] = set()
    for info in infos:
        if reason := _suspicious(info):
            raise CannotImport(f"The archive names {info.filename!r}: {reason}. It is not used.")
        if info.filename in seen:
            raise CannotImport(f"The archive names {info.filename!r} twice. It is not used.")
        seen.add(info.filename)
    for name in archive.RECORDS:
        if name not in seen and name not in archive.LATER:
            raise CannotImport(f"The archive has no {name}. It is no whole export of Ascent's.")
    return [info for info in infos if info.filename.startswith(archive.WORK)]


def _suspicious(info: zipfile.ZipInfo) -> str:
    if reason := archive.doubt(info.filename):
        return reason
    if info.flag_bits & 1:
        return "it is encrypted"
    if stat.S_IFMT(info.external_attr >> 16) not in {0, stat.S_IFREG}:
        return "it is no plain file"
    if info.file_size > SMALL and info.file_size > info.compress_size * MOST_RATIO * 2:
        return "it is packed so tightly that it may be meant to fill the disk"
    return ""


def _check_records(zipped: zipfile.ZipFile) -> None:
    """Read every row of every table once, and every reference from one to another."""
    said = _json(zipped, "ascent.json", dict)
    # A later format may say more about itself.
    known = {key: said.get(key) for key in archive.Head.model_fields}
    head = cast(archive.Head, _row(archive.Head, known, "ascent.json"))
    if head.format not in archive.READS:
        raise CannotImport(
            f"The archive has format {head.format}, written by Ascent {head.version}; this Ascent "
            f"reads format {archive.FORMAT} and older. Install that version, then import again."
        )
    _row(archive.PersonRow, _json(zipped, "person.json", dict), "person.json")
    ids: dict[str, set[Any]] = {}
    for name in MODELS:
        ids[name] = set()
        for row in _rows(zipped, name):
            key = getattr(row, "id", None) or getattr(row, "activity", "the one")
            if key in ids[name]:
                raise CannotImport(f"{name} holds {key} twice.")
            ids[name].add(key)
            attempt = getattr(row, "attempt", None)
            if attempt is not None and attempt not in ids["attempts.jsonl"]:
                raise CannotImport(f"{name} speaks of the attempt {attempt}, which is not there.")
            loop = getattr(row, "loop", None)
            if loop is not None and loop not in ids["loops.json"]:
                raise CannotImport(f"{name} speaks of the loop {loop}, which is not there.")
    for name, what in (("loops.json", "loop"), ("placements.json", "placement")):
        if sum(getattr(row, "finished", 1) is None for row in _rows(zipped, name)) > 1:
            raise CannotImport(f"{name} holds more than one {what} that is not finished.")


def _rows(zipped: zipfile.ZipFile, name: str) -> Iterator[archive.Row]:
    if name in archive.LATER and name not in zipped.namelist():
        return
    if name in archive.LISTS:
        for number, data in enumerate(_json(zipped, name, list), start=1):
            yield _row(archive.LISTS[name], data, f"{name}, entry {number}")
        return
    with zipped.open(name) as lines:
        for number, line in enumerate(lines, start=1):
            yield _row(archive.LINES[name], _parse(line, name), f"{name}, line {number}")


def _row(kind: type[archive.Row], data: Any, where: str) -> archive.Row:
    try:
        return kind.model_validate(data)
    except ValidationError as error:
        first = error.errors()[0]
        at = ".".join(str(part) for part in first["loc"]) or "the whole"
        raise CannotImport(f"{where}, {at}: {first['msg']}.") from error


def _json(zipped: zipfile.ZipFile, name: str, kind: type) -> Any:
    data = _parse(zipped.read(name), name)
    if not isinstance(data, kind):
        raise CannotImport(f"{name} does not hold what Ascent writes there.")
    return data


def _parse(data: bytes, name: str) -> Any:
    try:
        return json.loads(data)
    except (ValueError, RecursionError) as error:
        raise CannotImport(f"{name} is not JSON: {error}.") from error


# ---------------------------------------------------------------- writing


@contextmanager
def _staged(zipped: zipfile.ZipFile, entries: Iterable[zipfile.ZipInfo]) -> Iterator[Path]:
    """The files of the archive, unpacked beside the work folder. Reading them checks their sums."""
    staging = disk.private_folder(home.home() / f".import-{secrets.token_hex(6)}")
    try:
        for info in entries:
            target = staging / info.filename
            target.parent.mkdir(parents=True, exist_ok=True)
            if target.exists():
                raise CannotImport(
                    f"The archive holds {info.filename} twice, once with capitals, and this disk "
                    "does not tell them apart. Rename one where the archive was made."
                )
            with zipped.open(info) as packed, target.open("wb") as file:
                shutil.copyfileobj(packed, file, 1 << 20)
        (staging / "work").mkdir(exist_ok=True)
        yield staging / "work"
    finally:
        shutil.rmtree(staging, ignore_errors=True)


def _swap(person: Person, zipped: zipfile.ZipFile, staged: Path, count: int) -> Imported:
    """Write the rows and let the new work folder take its place, or leave everything alone."""
    backup = _backup(person) if has_record(person) else None
    old = staged.parent / "before"
    counts: dict[str, int] = {}
    try:
        with transaction.atomic():
            learner = _emptied(person, _json(zipped, "person.json", dict))
            for name, model in MODELS.items():
                counts[name] = _write(learner, model, _rows(zipped, name))
            if files.work().exists():
                files.work().replace(old)
            staged.replace(files.work())
    except BaseException as error:
        if old.exists():
            shutil.rmtree(files.work(), ignore_errors=True)
            old.replace(files.work())
        if isinstance(error, DatabaseError):
            raise CannotImport(f"The database refuses the archive: {error}.") from error
        raise
    return Imported(counts["attempts.jsonl"], counts["evidence.jsonl"], count, backup)


def _backup(person: Person) -> Path:
    when = clock.now().strftime("%Y%m%d-%H%M%S-%f")
    target = disk.private_folder(backups()) / f"before-import-{when}.zip"
    return export(person, target).path


def _emptied(person: Person, about: dict[str, Any]) -> Person:
    """The same person without a past: evidence leaves only with the person it is about."""
    again = Person(
        pk=person.pk,
        username=person.username,
        password=person.password,
        **archive.PersonRow.model_validate(about).model_dump(),
    )
    person.delete()
    again.save(force_insert=True)
    return again


def _write(learner: Person, model: type[Model], rows: Iterable[archive.Row]) -> int:
    count = 0
    batch: list[Model] = []
    for row in rows:
        values = row.model_dump()
        values = {f"{k}_id" if k in archive.LINKS else k: v for k, v in values.items()}
        if model is not FeltGap:  # whose learner is the loop's
            values["learner"] = learner
        batch.append(model(**values))
        count += 1
        if len(batch) == BATCH:
            model._default_manager.bulk_create(batch)
            batch = []
    model._default_manager.bulk_create(batch)
    return count
