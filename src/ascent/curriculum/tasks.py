"""A task: a folder with something to write and checks that grade it (exercises and projects)."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from pydantic import Field

from ascent.curriculum.base import (
    Entry,
    Id,
    Kit,
    Number,
    Share,
    SkillWeights,
    Strictly,
    Text,
    Whole,
)
from ascent.curriculum.markdown import blocks, word_count
from ascent.curriculum.problems import did_you_mean, family_rule
from ascent.curriculum.reader import Reader
from ascent.curriculum.voice import worth_reading

RUNGS = ("Nudge", "Idea", "Worked step")
WRONG_KEYS = ("misconception", "fails", "says", "hint")
MOST_PROMPT_WORDS = 180
FEWEST_WRONG = 3

_WRONG_LINE = re.compile(r"#\s*(misconception|fails|says|hint)\s*:\s*(.*)$")


class Limits(Strictly):
    """What one run of the learner's code may use."""

    seconds: Number = Field(default=10, gt=0, le=1800, description="Seconds of computing.")
    memory_mb: Whole = Field(default=1024, ge=64, le=8192, description="Memory in MiB.")
    output_kb: Whole = Field(default=64, ge=1, le=4096, description="Printed output in KiB.")


class TaskFile(Entry):
    """What exercise.toml and project.toml have in common."""

    title: Text = Field(description="What the learner does, as a command: Train your first model.")
    skills: SkillWeights
    difficulty: Share = Field(description="From 0 (anyone) to 1 (hard).")
    minutes: Whole = Field(ge=1, le=6000, description="Minutes that it takes, honestly.")
    kit: Kit = Field(default="data", description="Environment in which it runs.")
    libraries: tuple[Text, ...] = Field(default=(), description="Libraries that it uses.")
    data: tuple[Id, ...] = Field(
        default=(), description="Data whose files lie in the working folder."
    )
    limits: Limits = Field(default=Limits(), description="Limits of one run.")


@dataclass(frozen=True)
class Hint:
    """One rung of a hint ladder."""

    rung: str
    text: str


@dataclass(frozen=True)
class Wrong:
    """A known wrong answer: its name, what it gets wrong, and what helps."""

    name: str
    misconception: str
    fails: str
    says: str
    hint: str
    code: str


@dataclass(frozen=True)
class CheckName:
    """A check as checks.py defines it: the function, its sentence and its line."""

    name: str
    sentence: str
    line: int


def read_hints(text: str) -> tuple[Hint, ...]:
    """The rungs of a hints.md, in their order: each `## ` heading begins one."""
    hints: list[Hint] = []
    for part in re.split(r"^##\s+", "\n" + text, flags=re.MULTILINE)[1:]:
        rung, _, body = part.partition("\n")
        hints.append(Hint(rung.strip(), body.strip()))
    return tuple(hints)


def read_wrong(name: str, text: str) -> Wrong:
    """A wrong answer from its file; keys that its header lacks are empty."""
    found = dict.fromkeys(WRONG_KEYS, "")
    key = ""
    for line in text.split("\n"):
        if not line.startswith("#"):
            break
        if match := _WRONG_LINE.match(line):
            key = match[1]
            found[key] = match[2].strip()
        elif key:
            found[key] = f"{found[key]} {line.lstrip('# ').rstrip()}".strip()
    return Wrong(name=name, code=text, **found)


def read_checks(tree: ast.Module) -> tuple[CheckName, ...]:
    """The functions decorated with `@check("sentence")`, in their order."""
    found = []
    for node in tree.body:
        if isinstance(node, ast.FunctionDef):
            for decorator in node.decorator_list:
                if (sentence := _sentence(decorator)) is not None:
                    found.append(CheckName(node.name, sentence, node.lineno))
    return tuple(found)


def _sentence(decorator: ast.expr) -> str | None:
    """The sentence of a `check(...)` decorator; None for any other decorator."""
    call = decorator if isinstance(decorator, ast.Call) else None
    function = call.func if call else decorator
    if not isinstance(function, ast.Name) or function.id != "check":
        return None
    if call and call.args and isinstance(call.args[0], ast.Constant):
        return str(call.args[0].value)
    return ""


def wrong_paths(folder: Path) -> list[Path]:
    """The files of the known wrong answers of a task, sorted."""
    return sorted((folder / "wrong").glob("*.py"))


def check_task_folder(reader: Reader, folder: Path, family: str) -> tuple[CheckName, ...]:
    """Report what is missing or wrong in a task's folder; returns its checks."""
    _check_prompt(reader, folder / "prompt.md", family)
    _check_hints(reader, folder / "hints.md", family)
    _check_starter(reader, folder, family)
    checks = _check_checks(reader, folder / "checks.py", family)
    _check_wrong(reader, folder, checks, family)
    return checks


def _check_prompt(reader: Reader, path: Path, family: str) -> None:
    text = reader.prose(path, family)
    if text is not None and (words := word_count(text)) > MOST_PROMPT_WORDS:
        reader.report(
            family_rule(family, 15),
            path,
            f"The prompt has {words} words; at most {MOST_PROMPT_WORDS} are read.",
            hint="Say what, why and one example. The rest belongs in a hint or in a lesson.",
        )


def _check_hints(reader: Reader, path: Path, family: str) -> None:
    text = reader.prose(path, family)
    if text is None:
        return
    headings = [(b.info, b.line) for b in blocks(text) if b.kind == "heading"]
    hints = read_hints(text)
    rungs = [hint.rung for hint in hints]
    wanted = [*RUNGS[:2], *[RUNGS[2]] * max(1, len(rungs) - 2)]
    if rungs != wanted:
        number = next((n for n, r in enumerate(rungs) if r != wanted[n]), len(rungs))
        line = headings[number][1] if number < len(headings) else 0
        reader.report(
            family_rule(family, 11),
            path,
            f"The rungs are {', '.join(rungs) or 'none'}; "
            "they should be Nudge, Idea, Worked step (the last may come again).",
            line=line,
            hint="Write each rung under a heading such as `## Nudge`.",
        )
    for hint in hints:
        if not hint.text:
            said = f"The rung '{hint.rung}' is empty."
            line = next((at for rung, at in headings if rung == hint.rung), 0)
            reader.report(family_rule(family, 11), path, said, line=line)


def _check_starter(reader: Reader, folder: Path, family: str) -> None:
    starter, solution = folder / "starter.py", folder / "solution.py"
    both = [reader.python(path, family) for path in (starter, solution)]
    if None not in both and reader.files.text(starter).split() == (
        reader.files.text(solution).split()
    ):
        reader.report(
            family_rule(family, 10),
            starter,
            "The starter is the solution.",
            hint="Take out what the learner is to write.",
        )


def _check_checks(reader: Reader, path: Path, family: str) -> tuple[CheckName, ...]:
    tree = reader.python(path, family)
    if tree is None:
        return ()
    checks = read_checks(tree)
    rule = family_rule(family, 17)
    if not checks:
        hint = 'Write one: @check("`mean` is the average.") above def mean_is_right(learner): ...'
        reader.report(rule, path, "No function is decorated with @check.", hint=hint)
    seen: set[str] = set()
    for check in checks:
        if not check.sentence.strip():
            said = f"The check {check.name} has no sentence."
            hint = 'Say in the decorator what is expected: @check("It keeps the shape.").'
            reader.report(rule, path, said, line=check.line, hint=hint)
        if check.name in seen:
            said = f"Two checks are called {check.name}; only the last one runs."
            reader.report(family_rule(family, 19), path, said, line=check.line)
        seen.add(check.name)
    if worth_reading(reader.files.text(path)):
        for line, sentence in _sentences(tree):
            reader.listen(path, sentence, line)
    return checks


def _sentences(tree: ast.Module) -> Iterator[tuple[int, str]]:
    """The constant sentences that checks say to the learner, with their lines."""
    for node in ast.walk(tree):
        said: ast.expr | None = None
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            said = node.args[0] if node.func.id in ("check", "fail") and node.args else None
        elif isinstance(node, ast.Assert):
            said = node.msg
        for part in ast.walk(said) if said is not None else ():
            if isinstance(part, ast.Constant) and isinstance(part.value, str):
                yield part.lineno, part.value


def _check_wrong(reader: Reader, folder: Path, checks: tuple[CheckName, ...], family: str) -> None:
    paths = wrong_paths(folder)
    if len(paths) < FEWEST_WRONG:
        reader.report(
            family_rule(family, 12),
            folder / "wrong",
            f"There are {len(paths)} wrong answers; at least {FEWEST_WRONG} are needed.",
            hint="Write down mistakes that people make, one file each.",
        )
    said: dict[str, str] = {}
    for path in paths:
        if reader.python(path, family) is None:
            continue
        wrong = read_wrong(path.stem, reader.files.text(path))
        _check_header(reader, path, wrong, checks, family)
        other = said.setdefault(wrong.says, path.name)
        if wrong.says and other != path.name:
            reader.report(
                family_rule(family, 14),
                path,
                f"It says the same as {other}: {wrong.says!r}.",
                line=_line_of(wrong, "says"),
                hint="Let the check say something specific to each mistake.",
            )


def _check_header(
    reader: Reader, path: Path, wrong: Wrong, checks: tuple[CheckName, ...], family: str
) -> None:
    values = {"misconception": wrong.misconception, "fails": wrong.fails}
    values |= {"says": wrong.says, "hint": wrong.hint}
    if missing := [key for key, value in values.items() if not value]:
        reader.report(
            family_rule(family, 13),
            path,
            f"The header lacks {', '.join(missing)}.",
            line=1,
            hint=f"Begin the file with comment lines such as `# {missing[0]}: ...`.",
        )
    names = [check.name for check in checks]
    if wrong.fails and names and wrong.fails not in names:
        reader.report(
            family_rule(family, 18),
            path,
            f"checks.py has no check '{wrong.fails}'.",
            line=_line_of(wrong, "fails"),
            hint=did_you_mean(wrong.fails, names, f"Its checks: {', '.join(names)}."),
        )
    reader.listen(path, wrong.hint, _line_of(wrong, "hint"))


def _line_of(wrong: Wrong, key: str) -> int:
    lines = wrong.code.split("\n")
    return next((n for n, line in enumerate(lines, 1) if re.match(rf"#\s*{key}\s*:", line)), 1)
