"""Tours as files: the project, its stops, and the skills that each line needs."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from ascent.curriculum.activity import Activity
from ascent.curriculum.asking import question_slips
from ascent.curriculum.kinds import ContentKind
from ascent.curriculum.pack import Pack
from ascent.curriculum.problems import Problem, did_you_mean
from ascent.curriculum.reader import Reader
from ascent.curriculum.toml import Toml
from ascent.kinds.tour.schema import Knob, TourFile
from ascent.kinds.tour.stops import stop_ranges

_CLOSING = frozenset("()[]{},: ")


def line_skills(text: str) -> tuple[tuple[str, ...], ...]:
    """skills.txt: for each line of project.py, the ids of the skills needed to read it."""
    return tuple(tuple(line.split()) for line in text.removesuffix("\n").split("\n"))


def read(reader: Reader) -> Iterator[Activity]:
    """Every tour of a layer."""
    for path in reader.marked("tours", "tour.toml", "tour"):
        made = reader.model(path, TourFile, "tour")
        code = _read_project(reader, path.with_name("project.py"))
        if made is None:
            continue
        spec, document = made
        if code and reader.thorough:
            _check_stops(reader, path, spec, document, code)
        yield Activity(
            id=spec.id,
            kind="tour",
            title=spec.title,
            skills=spec.skills,
            minutes=spec.minutes,
            difficulty=spec.difficulty,
            folder=path.parent,
            content_hash=reader.digest(path.parent),
            spec=spec,
            path=reader.relative(path),
            data=spec.data,
            code_lines=code,
        )


def _read_project(reader: Reader, path: Path) -> tuple[str, ...]:
    """The lines of project.py, compared with skills.txt."""
    text = reader.text(path, "tour")
    if text is None:
        return ()
    code = tuple(text.removesuffix("\n").split("\n"))
    if reader.thorough:
        tree = reader.python(path, "tour")
        skills = reader.text(path.with_name("skills.txt"), "tour")
        if tree is not None and skills is not None:
            _check_alignment(reader, path.with_name("skills.txt"), code, line_skills(skills), tree)
    return code


def _check_alignment(
    reader: Reader,
    path: Path,
    code: Sequence[str],
    skills: Sequence[Sequence[str]],
    tree: ast.Module,
) -> None:
    if len(code) != len(skills):
        reader.report(
            "tour.E514",
            path,
            f"skills.txt has {len(skills)} lines and project.py has {len(code)}.",
            line=min(len(code), len(skills)),
            hint="Line 7 of skills.txt speaks of line 7 of project.py; keep the two in step.",
        )
        return
    quoted = _docstring_lines(tree)
    for number, (line, names) in enumerate(zip(code, skills, strict=True), start=1):
        bare = line.strip()
        if number in quoted:
            continue
        if (not bare or bare.startswith("#")) and names:
            said = f"Line {number} of project.py has no code, and skills are listed for it."
            reader.report("tour.W516", path, said, line=number, hint="Leave the line empty.")
        elif not names and bare and not bare.startswith("#") and not _CLOSING.issuperset(bare):
            said = f"No skills are listed for the line {bare!r}."
            hint = "List the skills that one needs to read it."
            reader.report("tour.E515", path, said, line=number, hint=hint)


def _docstring_lines(tree: ast.Module) -> frozenset[int]:
    """The lines of texts that stand alone: they are read, not understood as code."""
    found: set[int] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            found.update(range(node.lineno, (node.end_lineno or node.lineno) + 1))
    return frozenset(found)


def _check_stops(
    reader: Reader, path: Path, spec: TourFile, document: Toml, code: tuple[str, ...]
) -> None:
    for slip in stop_ranges(spec, code).slips:
        line = document.line(("stop", slip.stop, slip.key))
        hint = did_you_mean(slip.wanted, code, "Copy the line exactly.") if slip.wanted else ""
        reader.report(slip.rule, path, slip.message, line=line, hint=hint)
    for number, stop in enumerate(spec.stops):
        if stop.question is not None:
            for rule, loc, said, hint in question_slips(stop.question):
                line = document.line(("stop", number, "question", *loc))
                reader.report(rule, path, said, line=line, hint=hint)
        if stop.knob is not None:
            _check_knob(reader, path, number, stop.knob, document, code)


def _check_knob(
    reader: Reader, path: Path, number: int, knob: Knob, document: Toml, code: tuple[str, ...]
) -> None:
    def line(key: str) -> int:
        return document.line(("stop", number, "knob", key))

    if knob.line.strip() not in (one.strip() for one in code):
        said = f"project.py has no line {knob.line!r}."
        hint = did_you_mean(knob.line, code, "Copy the line exactly.")
        reader.report("tour.E512", path, said, line=line("line"), hint=hint)
    if knob.find not in knob.line:
        said = f"{knob.find!r} is not in the line {knob.line!r}."
        reader.report("tour.E513", path, said, line=line("find"))
    if knob.choices[0] != knob.find:
        said = f"The first choice is {knob.choices[0]!r}; it should be {knob.find!r}."
        hint = "The first choice is the line as it is in the file."
        reader.report("tour.E513", path, said, line=line("choices"), hint=hint)


def validate(activity: Activity, pack: Pack) -> Iterable[Problem]:
    """Every skill that skills.txt names exists."""
    page = str(Path(activity.path).with_name("skills.txt"))
    try:
        skills = line_skills(activity.text("skills.txt"))
    except (OSError, UnicodeDecodeError):  # already reported while reading
        return
    for number, names in enumerate(skills, start=1):
        for name in names:
            if name not in pack.skills and name not in pack.broken:
                said = f"There is no skill '{name}'."
                hint = did_you_mean(name, pack.skills, "Skills are written in map/<area>.toml.")
                yield Problem(page, number, "tour.E505", said, hint)


CONTENT = ContentKind(
    name="tour",
    folder="tours",
    marker="tour.toml",
    read=read,
    validate=validate,
    schemas={"tour": TourFile},
    step="study",
)
