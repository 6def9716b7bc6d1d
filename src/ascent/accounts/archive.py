"""What an exported archive holds: plain files in a zip, described here once.

    ascent.json          format and version
    person.json          preferences and the day of joining
    loops.json           every loop, with its dates
    visits.json          how far every activity is
    offers.json          what the coach offers now
    gaps.json            what was noted as holding up in a loop
    placements.json      every placement, with its questions
    attempts.jsonl       one attempt a line, with what was handed in
    evidence.jsonl       one row of evidence a line
    keepsakes.jsonl      one page to keep a line
    work/...             the learner's files, byte by byte

Each row model below names the columns of one table; on reading it also checks
them. `docs/operator/backup.md` is the page for people.
"""

import json
import re
from datetime import UTC, date, datetime
from typing import Annotated, Any, Literal
from uuid import UUID

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field, JsonValue

FORMAT = 2
READS = (1, 2)  # format 1 had no gaps.json and no placements.json
WORK = "work/"

LINKS = ("attempt", "loop")  # columns that name another row of the archive

Name = Annotated[str, Field(max_length=100)]
Word = Annotated[str, Field(max_length=20)]
Small = Annotated[int, Field(ge=0, le=32767)]
Number = Annotated[float, Field(allow_inf_nan=False)]
Big = Annotated[int, Field(ge=-(2**63), le=2**63 - 1)]


class Row(BaseModel):
    """One row of a table, by the names of its columns."""

    model_config = ConfigDict(extra="forbid")


class Head(Row):
    """`ascent.json`."""

    format: int
    version: str


class PersonRow(Row):
    first_name: Annotated[str, Field(max_length=150)]
    last_name: Annotated[str, Field(max_length=150)]
    email: Annotated[str, Field(max_length=254)]
    date_joined: AwareDatetime
    preferences: dict[str, JsonValue]


class LoopRow(Row):
    id: UUID
    number: Annotated[int, Field(ge=0, le=2**31 - 1)]
    wish: str
    hours: Number
    interest: Name
    step: Annotated[str, Field(max_length=10)]
    started: date
    due: dict[str, JsonValue]
    left: dict[str, JsonValue]
    gaps: list[JsonValue]
    gap: dict[str, JsonValue]
    finished: date | None


class VisitRow(Row):
    activity: Name
    opened: AwareDatetime
    started: AwareDatetime
    hints: Small
    solution_seen: bool
    tries: Annotated[int, Field(ge=0, le=2**31 - 1)]
    done: AwareDatetime | None
    note: JsonValue


class OfferRow(Row):
    basis: Annotated[str, Field(max_length=200)]
    options: list[JsonValue]
    passed_over: list[JsonValue]
    last_review: bool


class FeltGapRow(Row):
    id: UUID
    loop: UUID
    text: str
    activity: Annotated[str, Field(max_length=100)]
    skill: Annotated[str, Field(max_length=100)]
    rank: Small | None
    at: AwareDatetime


class PlacementRow(Row):
    id: UUID
    seed: Big
    wide: bool = False
    asked: list[JsonValue]
    started: AwareDatetime
    finished: AwareDatetime | None


class AttemptRow(Row):
    id: UUID
    activity: Name
    kind: Word
    content_hash: Annotated[str, Field(max_length=64)]
    answer: JsonValue
    state: Literal["queued", "done"]
    tries: Small
    seed: Big
    seconds: Number
    via: Annotated[str, Field(max_length=10)]
    verdict: JsonValue
    outcome: Word
    created: AwareDatetime
    finished: AwareDatetime | None


class EvidenceRow(Row):
    id: UUID
    attempt: UUID | None
    activity: Name
    kind: Word
    content_hash: Annotated[str, Field(max_length=64)]
    skills: dict[str, JsonValue]
    outcome: Word
    points: Number
    hints: Small
    solution_seen: bool
    seconds: Number
    misconception: Name
    guess: Number
    slip: Number
    difficulty: Number = 0.5
    predicted: Number | None = None
    seed: Big
    offered: list[JsonValue]
    at: AwareDatetime


class KeepsakeRow(Row):
    id: UUID
    attempt: UUID
    sentence: str
    created: AwareDatetime


LISTS: dict[str, type[Row]] = {
    "loops.json": LoopRow,
    "visits.json": VisitRow,
    "offers.json": OfferRow,
    "gaps.json": FeltGapRow,
    "placements.json": PlacementRow,
}
LINES: dict[str, type[Row]] = {
    "attempts.jsonl": AttemptRow,
    "evidence.jsonl": EvidenceRow,
    "keepsakes.jsonl": KeepsakeRow,
}
RECORDS = ("ascent.json", "person.json", *LISTS, *LINES)
LATER = {"gaps.json", "placements.json"}  # an older export has none of these


_DRIVE = re.compile(r"^[A-Za-z]:")


def doubt(name: str) -> str:
    """Why a file of this name is not carried in an archive, or nothing when it may be."""
    parts = name.split("/")
    if name not in RECORDS and not name.startswith(WORK):
        return "Ascent writes no such file"
    if "\\" in name or "\0" in name or any(part in {"", ".", ".."} for part in parts):
        return "it leads out of the work folder"
    if any(_DRIVE.match(part) for part in parts):
        return "it leads to another drive"
    try:
        name.encode()
    except UnicodeEncodeError:
        return "its name is no text"
    return ""


def columns(kind: type[Row], row: Any) -> dict[str, Any]:
    """The columns of a database row that the archive keeps, as plain JSON values."""
    found = {}
    for name in kind.model_fields:
        value = getattr(row, f"{name}_id" if name in LINKS else name)
        found[name] = plain(value)
    if found.get("state") == "running":
        found["state"] = "queued"  # whoever runs it now does not run it there
    return found


def plain(value: Any) -> Any:
    """Times in UTC with all six digits, ids and dates as text; JSON as it is."""
    if isinstance(value, datetime):
        return value.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")
    if isinstance(value, date):
        return value.isoformat()
    return str(value) if isinstance(value, UUID) else value


def text(value: Any, *, indent: int | None = None) -> bytes:
    """JSON that is the same for the same value: sorted keys, UTF-8."""
    spaced = (",", ": ") if indent else (",", ":")
    out = json.dumps(value, sort_keys=True, ensure_ascii=False, indent=indent, separators=spaced)
    try:
        return out.encode()
    except UnicodeEncodeError:  # half a character, which only JSON's escapes can write
        return json.dumps(value, sort_keys=True, indent=indent, separators=spaced).encode()
