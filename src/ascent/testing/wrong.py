"""A believable mistake: one file of `wrong/`, with what its first lines promise."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from ascent.runner.job import Verdict
from ascent.testing.likeness import Mistake, trace_of

WORDS = ("misconception", "fails", "says", "hint")


@dataclass(frozen=True, slots=True)
class WrongAnswer:
    """A wrong answer as its author wrote it."""

    path: Path
    code: str
    misconception: str = ""
    fails: str = ""
    says: str = ""
    hint: str = ""

    def as_mistake(self, probe: Verdict) -> Mistake:
        """What it does, as its probe saw it."""
        return Mistake(self.path.name, self.misconception, self.says, self.hint, trace_of(probe))


def wrong_answers(folder: Path) -> tuple[WrongAnswer, ...]:
    """Those of the exercise or project in `folder`, in the order of their names."""
    return tuple(read_wrong(path) for path in sorted((folder / "wrong").glob("*.py")))


def read_wrong(path: Path) -> WrongAnswer:
    """A wrong answer with the words in the comment lines at its top."""
    code = path.read_text(encoding="utf-8")
    words: dict[str, str] = {}
    key = ""
    for line in code.splitlines():
        if not line.startswith("#"):
            break
        name, colon, text = line[1:].strip().partition(":")
        if colon and name in WORDS:
            key, words[name] = name, text.strip()
        elif key:
            words[key] += " " + line[1:].strip()
    return WrongAnswer(path, code, **words)
