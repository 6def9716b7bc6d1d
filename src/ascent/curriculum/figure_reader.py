"""Figures: Python modules that draw one picture each. They are parsed here, never run."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from ascent.curriculum.base import is_id
from ascent.curriculum.entries import Figure
from ascent.curriculum.pack import Place
from ascent.curriculum.reader import Reader


def read_figures(reader: Reader) -> Iterator[tuple[Figure, Place]]:
    """Every figure of a layer. Its id is the name of its file."""
    for path in reader.paths("figures"):
        if path.suffix != ".py":
            continue
        tree = reader.python(path, "figure")
        if not is_id(path.stem):
            reader.report(
                "ids.E802",
                path,
                f"The file is called '{path.stem}', which is no id.",
                hint="Use words of a-z and 0-9 joined by single dashes.",
            )
        elif tree is None:
            reader.broken[path.stem] = "figure"
        else:
            yield _figure(reader, path, tree), Place(reader.relative(path))


def _figure(reader: Reader, path: Path, tree: ast.Module) -> Figure:
    caption = ast.get_docstring(tree) or ""
    if caption:
        reader.listen(path, caption, line=1)
    else:
        reader.report(
            "figure.E911",
            path,
            "The module has no docstring.",
            line=1,
            hint="Begin with a docstring of one line: it is the figure's caption.",
        )
    _check_draw(reader, path, tree)
    settings = _settings(tree)
    return Figure.model_construct(
        id=path.stem,
        was=_names(settings.get("WAS")),
        replaces=settings.get("REPLACES") is True,
        caption=caption.partition("\n")[0],
        data=_names(settings.get("DATA")),
        path=path,
        content_hash=reader.files.sha256(path),
    )


def _check_draw(reader: Reader, path: Path, tree: ast.Module) -> None:
    functions = [node for node in tree.body if isinstance(node, ast.FunctionDef)]
    draw = next((function for function in functions if function.name == "draw"), None)
    if draw is None or [argument.arg for argument in draw.args.args] != ["plt", "theme"]:
        reader.report(
            "figure.E910",
            path,
            "The module has no function draw(plt, theme).",
            line=draw.lineno if draw else 0,
            hint="Define draw(plt, theme) and return the matplotlib Figure.",
        )


def _settings(tree: ast.Module) -> dict[str, Any]:
    """The module's constants, as far as they are literals."""
    found: dict[str, Any] = {}
    for node in tree.body:
        if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name):
            try:
                found[node.targets[0].id] = ast.literal_eval(node.value)
            except ValueError:
                continue
    return found


def _names(value: Any) -> tuple[str, ...]:
    return tuple(str(name) for name in value) if isinstance(value, (list, tuple)) else ()
