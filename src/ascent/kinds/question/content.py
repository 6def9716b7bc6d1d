"""Questions as files: many in one file, each read by itself."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter

from ascent.curriculum.activity import Activity
from ascent.curriculum.asking import Asked, question_slips
from ascent.curriculum.kinds import ContentKind
from ascent.curriculum.reader import Reader
from ascent.curriculum.toml import Toml
from ascent.kinds.question.schema import AnyQuestion, QuestionsFile, ReviewQuestion

_ADAPTER: TypeAdapter[Any] = TypeAdapter(AnyQuestion)
_LONGEST_TITLE = 80


def read(reader: Reader) -> Iterator[Activity]:
    """Every question of a layer."""
    for path in reader.paths("questions"):
        if path.suffix != ".toml":
            continue
        document = reader.toml(path, "question")
        if document is None:
            continue
        for key in document.values.keys() - {"question"}:
            said = f"`{key}` is no key of a file of questions."
            hint = "Write every question under a line [[question]]."
            line = document.line((key,))
            reader.report("question.E403", path, said, line=line, hint=hint)
        for number, values in reader.tables(document, "question", path, "question"):
            if (activity := _read_one(reader, path, document, number, values)) is not None:
                yield activity


def _read_one(
    reader: Reader, path: Path, document: Toml, number: int, values: Mapping[str, Any]
) -> Activity | None:
    at = ("question", number)
    spec = reader.build(_ADAPTER, values, document, path, "question", at)
    if spec is None:
        reader.note_broken(values, "question")
        return None
    assert isinstance(spec, ReviewQuestion)
    assert isinstance(spec, Asked)
    for rule, loc, said, hint in question_slips(spec) if reader.thorough else ():
        reader.report(rule, path, said, line=document.line((*at, *loc)), hint=hint)
    if not spec.id.startswith("q-"):
        said = f"The id '{spec.id}' does not begin with q-."
        hint = f"Call it q-{spec.id}."
        reader.report("question.E415", path, said, line=document.line((*at, "id")), hint=hint)
    return Activity(
        id=spec.id,
        kind="question",
        title=title_of(spec.prompt),
        skills=spec.skills,
        minutes=1,
        difficulty=spec.difficulty,
        folder=path.parent,
        content_hash=_digest(values),
        spec=spec,
        path=reader.relative(path),
        at=at,
    )


def _digest(values: Mapping[str, Any]) -> str:
    canonical = json.dumps(values, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(canonical.encode()).hexdigest()


def title_of(prompt: str) -> str:
    """The first line of the prompt without markup, shortened at a word. Code stays as it is."""
    parts = prompt.strip().split("\n")[0].split("`")
    parts[::2] = [re.sub(r"\*|\b_|_\b", "", text) for text in parts[::2]]
    line = "".join(parts)
    if len(line) <= _LONGEST_TITLE:
        return line
    return line[:_LONGEST_TITLE].rsplit(" ", 1)[0] + " …"


CONTENT = ContentKind(
    name="question",
    folder="questions",
    marker="*.toml",
    read=read,
    schemas={"questions": QuestionsFile},
    teaches=False,
)
