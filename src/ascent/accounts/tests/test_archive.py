"""Export and import: everything comes back, byte by byte, and a bad archive changes nothing."""

import io
import json
import shutil
import zipfile
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from django.db.models import Model

from ascent.accounts import archive
from ascent.accounts.export import CannotExport, export
from ascent.accounts.models import Person
from ascent.accounts.people import solo
from ascent.accounts.restore import CannotImport, has_record, restore
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

pytestmark = pytest.mark.django_db

WHEN = datetime(2026, 2, 3, 4, 5, 6, 789, tzinfo=UTC)


@pytest.fixture
def record(ada: Person, own_home: Path) -> Person:
    """Ada after a while: every table and odd files."""
    ada.preferences = {"theme": "dark"}
    ada.save()
    attempt = Attempt.objects.create(
        learner=ada, activity="first-model", kind="exercise", content_hash="c" * 64,
        answer={"code": "print('größer 日本 🧗')\r\n"}, seed=2**62, seconds=0.1 + 0.2,
        state="done", outcome="passed", created=WHEN, finished=WHEN,
        verdict={"z": 1, "a": [1, 2.5, None, "\u2028"]},
    )  # fmt: skip
    Attempt.objects.create(
        learner=ada, activity="second", kind="question", content_hash="d" * 64,
        answer={"choice": 1}, seed=-1, state="running", created=WHEN,
    )  # fmt: skip
    Evidence.objects.create(
        learner=ada, attempt=attempt, activity="first-model", kind="exercise",
        content_hash="c" * 64, skills={"ml-fit-predict": 1.0}, outcome="passed", points=1.0,
        guess=0.0, slip=0.1, at=WHEN, offered=[{"activity": "first-model", "p": 0.75}],
    )  # fmt: skip
    Evidence.objects.create(
        learner=ada, attempt=None, activity="a-lesson", kind="lesson", content_hash="e" * 64,
        skills={}, outcome="read", points=1.0, guess=0.0, slip=0.1, at=WHEN,
    )  # fmt: skip
    Visit.objects.create(learner=ada, activity="first-model", opened=WHEN, started=WHEN, done=WHEN)
    loop = Loop.objects.create(
        learner=ada, wish="Predict Züge", hours=2.5, interest="tables", due={"study": "2026-02-10"},
        started=date(2026, 2, 3),
    )  # fmt: skip
    FeltGap.objects.create(loop=loop, text="What is an axis?", activity="first-model", at=WHEN)
    Placement.objects.create(
        learner=ada, seed=2**62, started=WHEN,
        asked=[{"activity": "q-mean", "skill": "ml-mean", "right": True, "at": 1.5}],
    )  # fmt: skip
    Offer.objects.create(learner=ada, basis="x", options=[{"activity": "b", "p": 1.0}])
    Keepsake.objects.create(learner=ada, attempt=attempt, sentence="I did it.", created=WHEN)
    work = own_home / "work" / "first-model"
    work.mkdir(parents=True)
    (work / "answer.py").write_bytes("x = 'ü'\r\n".encode())
    (work / "empty.py").write_bytes(b"")
    (work / "plot.png").write_bytes(bytes(range(256)) * 40)
    (work / "zeros.npy").write_bytes(b"\0" * 3_000_000)
    (work / "Ünï çödé.txt").write_text("notes")
    return ada


@pytest.fixture
def elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Another machine's home."""
    home = tmp_path / "other-home"
    home.mkdir()
    monkeypatch.setenv("ASCENT_HOME", str(home))
    return home


def move(person: Person, archive_path: Path, home: Path) -> Person:
    """Another machine: nothing there yet, then the archive."""
    person.delete()
    newcomer = solo()
    assert not has_record(newcomer)
    restore(newcomer, archive_path)
    return solo()


def test_what_is_exported_comes_back_and_exports_to_the_same_bytes(
    record: Person, tmp_path: Path, elsewhere: Path, own_home: Path, monkeypatch: Any
) -> None:
    monkeypatch.setenv("ASCENT_HOME", str(own_home))
    first = export(record, tmp_path / "first.zip")
    assert (first.attempts, first.evidence, first.files, first.left_out) == (2, 2, 5, ())
    monkeypatch.setenv("ASCENT_HOME", str(elsewhere))
    again = move(record, first.path, elsewhere)
    second = export(again, tmp_path / "second.zip")
    assert first.path.read_bytes() == second.path.read_bytes()
    row = Attempt.objects.get(activity="first-model")
    assert row.created == WHEN
    assert row.answer == {"code": "print('größer 日本 🧗')\r\n"}
    assert row.seconds == 0.1 + 0.2
    assert (elsewhere / "work/first-model/answer.py").read_bytes() == "x = 'ü'\r\n".encode()
    assert (elsewhere / "work/first-model/zeros.npy").stat().st_size == 3_000_000


def test_an_archive_of_the_first_format_still_comes_back(
    record: Person, tmp_path: Path, elsewhere: Path
) -> None:
    old = tmp_path / "old.zip"
    whole = export(record, tmp_path / "new.zip").path
    with zipfile.ZipFile(whole) as new, zipfile.ZipFile(old, "w") as out:
        for name in new.namelist():
            if name not in archive.LATER:
                out.writestr(name, _as_in_format_1(name, new.read(name)))
    again = move(record, old, elsewhere)
    assert Evidence.objects.filter(learner=again, difficulty=0.5, predicted=None).count() == 2
    assert FeltGap.objects.count() == Placement.objects.count() == 0


def _as_in_format_1(name: str, data: bytes) -> bytes:
    if name == "ascent.json":
        return b'{"format": 1, "version": "0.1.0"}'
    if name != "evidence.jsonl":
        return data
    rows = [json.loads(line) for line in data.splitlines()]
    kept = [{k: v for k, v in row.items() if k not in ("difficulty", "predicted")} for row in rows]
    return b"".join(json.dumps(row).encode() + b"\n" for row in kept)


def test_two_exports_of_one_record_are_the_same_bytes(record: Person, tmp_path: Path) -> None:
    one, two = (export(record, tmp_path / name).path for name in ("1.zip", "2.zip"))
    assert one.read_bytes() == two.read_bytes()


def test_the_archive_is_plain_files_in_order(record: Person, tmp_path: Path) -> None:
    with zipfile.ZipFile(export(record, tmp_path / "x.zip").path) as zipped:
        names = zipped.namelist()
        records = [name for name in names if not name.startswith("work/")]
        assert records == sorted(archive.RECORDS)
        assert names[len(records) :] == sorted(names[len(records) :])
        assert json.loads(zipped.read("ascent.json")) == {"format": 2, "version": "0.1.0"}
        attempts = [json.loads(line) for line in zipped.read("attempts.jsonl").splitlines()]
    assert attempts[0]["created"] == "2026-02-03T04:05:06.000789Z"
    assert [a["state"] for a in attempts] == ["done", "queued"], "what runs here, runs not there"


@pytest.mark.parametrize(
    ("model", "kind", "left_out"),
    [
        (Person, archive.PersonRow, {
            "id", "password", "last_login", "is_superuser", "is_staff", "is_active", "username",
        }),
        (Loop, archive.LoopRow, {"learner"}),
        (Visit, archive.VisitRow, {"id", "learner"}),
        (Offer, archive.OfferRow, {"learner"}),
        (Attempt, archive.AttemptRow, {
            "learner", "token", "leased", "pool", "taken", "worker", "cancelled",
        }),
        (Evidence, archive.EvidenceRow, {"learner"}),
        (Keepsake, archive.KeepsakeRow, {"learner"}),
        (FeltGap, archive.FeltGapRow, set()),
        (Placement, archive.PlacementRow, {"learner"}),
    ],
)  # fmt: skip
def test_no_column_is_forgotten(
    model: type[Model], kind: type[archive.Row], left_out: set[str]
) -> None:
    columns = {field.name for field in model._meta.concrete_fields}
    assert columns - left_out == set(kind.model_fields)


def test_nothing_of_somebody_else_is_in_it(record: Person, alan: Person, tmp_path: Path) -> None:
    Attempt.objects.create(
        learner=alan, activity="secret-of-alan", kind="x", content_hash="", answer={}, seed=0
    )
    whole = export(record, tmp_path / "x.zip").path
    with zipfile.ZipFile(whole) as zipped:
        assert b"secret-of-alan" not in zipped.read("attempts.jsonl")


def test_a_link_is_left_out_and_named(record: Person, own_home: Path, tmp_path: Path) -> None:
    (own_home / "work/first-model/link").symlink_to("/etc/hostname")
    done = export(record, tmp_path / "x.zip")
    assert done.left_out == ("work/first-model/link",)


def test_an_export_replaces_no_file_unasked(record: Person, tmp_path: Path) -> None:
    target = tmp_path / "x.zip"
    target.write_bytes(b"mine")
    with pytest.raises(CannotExport, match="exists already"):
        export(record, target)
    assert target.read_bytes() == b"mine"
    export(record, target, overwrite=True)
    assert zipfile.is_zipfile(target)


def test_an_export_without_space_leaves_nothing(
    record: Person, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Path, "replace", lambda *_: (_ for _ in ()).throw(OSError(28, "full")))
    with pytest.raises(CannotExport, match="disk is full"):
        export(record, tmp_path / "x.zip")
    assert [p.name for p in tmp_path.iterdir() if p.is_file()] == []


# ---- over an existing record


def test_a_record_is_replaced_only_when_asked_and_kept_aside(
    record: Person, tmp_path: Path, own_home: Path
) -> None:
    old = export(record, tmp_path / "old.zip").path
    (own_home / "work/first-model/answer.py").write_text("newer = 1\n")
    Attempt.objects.create(
        learner=record, activity="newer", kind="exercise", content_hash="", answer={}, seed=0
    )
    before = export(record, tmp_path / "before.zip").path
    with pytest.raises(CannotImport, match="--replace"):
        restore(record, old)
    assert Attempt.objects.filter(activity="newer").exists()
    done = restore(solo(), old, replace=True)
    assert done.backup is not None
    assert done.backup.read_bytes() == before.read_bytes()
    assert not Attempt.objects.filter(activity="newer").exists()
    assert export(solo(), tmp_path / "after.zip").path.read_bytes() == old.read_bytes()


def test_a_replaced_person_stays_signed_in(record: Person, tmp_path: Path) -> None:
    old = export(record, tmp_path / "old.zip").path
    key = record.get_session_auth_hash()
    pk = record.pk
    restore(record, old, replace=True)
    assert (solo().pk, solo().get_session_auth_hash()) == (pk, key)


def test_an_import_that_fails_at_its_end_changes_nothing(
    record: Person, tmp_path: Path, own_home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = export(record, tmp_path / "x.zip").path
    (own_home / "work/first-model/answer.py").write_text("newer = 1\n")
    replace = Path.replace

    def fails(self: Path, target: Path) -> Path:
        if self.parent.name.startswith(".import-") and self.name == "work":
            raise OSError(28, "full")
        return replace(self, target)

    monkeypatch.setattr(Path, "replace", fails)
    with pytest.raises(CannotImport, match="disk is full"):
        restore(record, whole, replace=True)
    assert (own_home / "work/first-model/answer.py").read_text() == "newer = 1\n"
    assert Attempt.objects.filter(learner=solo()).count() == 2
    assert not list(own_home.glob(".import-*"))


# ---- bad archives


@pytest.fixture
def whole(record: Person, own_home: Path, tmp_path: Path) -> dict[str, bytes]:
    """The files of a good archive, to spoil."""
    with zipfile.ZipFile(export(record, tmp_path / "good.zip").path) as zipped:
        found = {name: zipped.read(name) for name in zipped.namelist()}
    record.delete()
    for path in sorted((own_home / "work").rglob("*"), reverse=True):
        path.unlink() if path.is_file() else path.rmdir()
    return found


def refuse(contents: dict[str, bytes], tmp_path: Path, match: str) -> None:
    """The archive is refused with `match`, and nothing has come of it."""
    path = tmp_path / "bad.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as out:
        for name, data in contents.items():
            out.writestr(name, data)
    person = solo()
    with pytest.raises(CannotImport, match=match):
        restore(person, path)
    assert not has_record(solo())
    assert not (tmp_path / "pwned").exists()


@pytest.mark.parametrize(
    "name",
    [
        "work/../../pwned", "../pwned", "/pwned", "work//pwned", "work/a\\..\\pwned",
        "work/C:pwned", "pwned", "work/./pwned", "work/folder/",
    ],
)  # fmt: skip
def test_a_name_that_leads_elsewhere_is_refused(
    whole: dict[str, bytes], tmp_path: Path, name: str
) -> None:
    refuse({**whole, name: b"x"}, tmp_path, "It is not used")


def line(whole: dict[str, bytes], name: str, **changes: Any) -> dict[str, bytes]:
    """The archive with the first row of a table changed."""
    first, *rest = whole[name].splitlines(keepends=True)
    changed = json.dumps({**json.loads(first), **changes}).encode() + b"\n"
    return {**whole, name: b"".join([changed, *rest])}


def test_each_broken_row_is_named_with_its_place(whole: dict[str, bytes], tmp_path: Path) -> None:
    cases: list[tuple[dict[str, bytes], str]] = [
        (line(whole, "attempts.jsonl", seed="many"), r"attempts\.jsonl, line 1, seed"),
        (line(whole, "attempts.jsonl", extra=1), r"attempts\.jsonl, line 1, extra"),
        (line(whole, "attempts.jsonl", activity="x" * 101), r"line 1, activity"),
        (line(whole, "attempts.jsonl", state="flying"), r"line 1, state"),
        (line(whole, "attempts.jsonl", created="2026-02-03T04:05:06"), r"line 1, created"),
        (line(whole, "evidence.jsonl", attempt="0" * 32), "which is not there"),
        ({**whole, "attempts.jsonl": whole["attempts.jsonl"] * 2}, "twice"),
        ({**whole, "loops.json": b"{}"}, "loops.json does not hold"),
        ({**whole, "visits.json": b"[1"}, "visits.json is not JSON"),
        ({**whole, "person.json": b"[" * 100_000}, "person.json is not JSON"),
        ({**whole, "ascent.json": b'{"format": 7, "version": "3.0"}'}, "format 7, written by"),
        ({**whole, "ascent.json": b'{"format": "x"}'}, "ascent.json, format"),
        ({k: v for k, v in whole.items() if k != "loops.json"}, "no loops.json"),
    ]
    for contents, match in cases:
        refuse(contents, tmp_path, match)


def test_two_open_loops_are_refused(whole: dict[str, bytes], tmp_path: Path) -> None:
    (loop,) = json.loads(whole["loops.json"])
    both = [loop, {**loop, "id": "0" * 32, "number": 2}]
    refuse({**whole, "loops.json": json.dumps(both).encode()}, tmp_path, "more than one loop")


def test_an_archive_that_does_not_fit_is_refused(
    whole: dict[str, bytes], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shutil, "disk_usage", lambda _: shutil._ntuple_diskusage(0, 0, 1 << 20))
    refuse(whole, tmp_path, r"needs \d+ MB and the disk has 1 MB left")


def test_a_bomb_is_refused(whole: dict[str, bytes], tmp_path: Path) -> None:
    refuse({**whole, "work/bomb": b"\0" * 70_000_000}, tmp_path, "fill the disk")


def spoil(whole: dict[str, bytes], tmp_path: Path) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as zipped:
        for name, data in whole.items():
            zipped.writestr(name, data)
    return out.getvalue()


@pytest.mark.parametrize("keep", [0, 10, 0.5, 0.999])
def test_a_truncated_archive_is_refused(
    whole: dict[str, bytes], tmp_path: Path, keep: float
) -> None:
    data = spoil(whole, tmp_path)
    path = tmp_path / "cut.zip"
    path.write_bytes(data[: int(keep * len(data)) if keep < 1 else int(keep)])
    with pytest.raises(CannotImport, match="not a whole zip file"):
        restore(solo(), path)
    assert not has_record(solo())


def test_a_flipped_byte_in_a_file_is_noticed_before_anything_is_written(
    whole: dict[str, bytes], tmp_path: Path
) -> None:
    data = bytearray(spoil(whole, tmp_path))
    data[data.index(bytes(range(256))) + 7] ^= 0xFF
    path = tmp_path / "flipped.zip"
    path.write_bytes(data)
    with pytest.raises(CannotImport, match="CRC"):
        restore(solo(), path)
    assert not has_record(solo())


def test_a_link_in_the_archive_is_refused(whole: dict[str, bytes], tmp_path: Path) -> None:
    path = tmp_path / "link.zip"
    with zipfile.ZipFile(path, "w") as out:
        for name, data in whole.items():
            out.writestr(name, data)
        link = zipfile.ZipInfo("work/link")
        link.create_system = 3
        link.external_attr = 0o120777 << 16
        out.writestr(link, "/etc/passwd")
    with pytest.raises(CannotImport, match="no plain file"):
        restore(solo(), path)


def test_a_missing_file_is_named(db: None, tmp_path: Path) -> None:
    with pytest.raises(CannotImport, match="There is no file"):
        restore(solo(), tmp_path / "nowhere.zip")
