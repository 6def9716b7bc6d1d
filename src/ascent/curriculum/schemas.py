"""JSON Schemas for editors, generated from the models: the models are the only source."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from pydantic import BaseModel
from pydantic.json_schema import GenerateJsonSchema, JsonSchemaMode

from ascent.curriculum.entries import AreaMapFile, AreasFile, DataFile, InterestFile, PackFile
from ascent.curriculum.kinds import ContentKind

OWN: dict[str, type[BaseModel]] = {
    "pack": PackFile,
    "areas": AreasFile,
    "area-map": AreaMapFile,
    "data": DataFile,
    "interest": InterestFile,
}


class _Plain(GenerateJsonSchema):
    """Without the titles that repeat each key's name."""

    def field_title_should_be_set(self, schema: Any) -> bool:
        return False

    def generate(self, schema: Any, mode: JsonSchemaMode = "validation") -> dict[str, Any]:
        return {"$schema": self.schema_dialect, **super().generate(schema, mode)}


def schema_texts(kinds: Iterable[ContentKind]) -> dict[str, str]:
    """File name -> text of every schema."""
    models = dict(OWN)
    for kind in kinds:
        models |= kind.schemas
    return {
        f"{name}.json": json.dumps(
            model.model_json_schema(by_alias=True, schema_generator=_Plain),
            indent=2,
            ensure_ascii=False,
        )
        + "\n"
        for name, model in sorted(models.items())
    }


def write_schemas(folder: Path, kinds: Iterable[ContentKind]) -> list[Path]:
    """Write every schema into `folder`/schemas; returns the files."""
    target = folder / "schemas"
    target.mkdir(exist_ok=True)
    written = []
    for name, text in schema_texts(kinds).items():
        (target / name).write_text(text, encoding="utf-8")
        written.append(target / name)
    return written
