"""Every complaint that the curriculum can raise about a pack, with its stable id.

An id is `family.E123` or `family.W123`: E is an error (the pack must not be published), W is a
warning. The numbers x01 to x07 mean the same in every family that reads files.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

Severity = Literal["error", "warning"]

_FILE_RULES = {
    1: "The file is readable UTF-8 text in valid TOML.",
    2: "Every required key is there.",
    3: "Every key is one that the format knows.",
    4: "Every value has the type and lies in the range that the format asks for.",
    5: "Every id that the file mentions exists in the pack and is of the right kind.",
    6: "Every file that belongs to the entry exists.",
    7: "Every Python text parses.",
}

# family -> where its numbers begin, and which of the rules about files it has
_FAMILIES = {
    "pack": (0, {1, 2, 3, 4}),
    "map": (100, {1, 2, 3, 4, 5, 6}),
    "exercise": (200, {1, 2, 3, 4, 5, 6, 7}),
    "lesson": (300, {1, 2, 3, 4, 5, 6, 7}),
    "question": (400, {1, 2, 3, 4, 5, 7}),
    "tour": (500, {1, 2, 3, 4, 5, 6, 7}),
    "project": (600, {1, 2, 3, 4, 5, 6, 7}),
    "data": (700, {1, 2, 3, 4, 6}),
    "figure": (900, {1, 5, 7}),
}

_TASK_RULES = {
    10: "The starter differs from the solution.",
    11: "hints.md has the rungs Nudge, Idea and Worked step, in this order and none empty.",
    12: "There are at least three wrong answers.",
    13: "A wrong answer begins with the comment lines misconception, fails, says and hint.",
    14: "The wrong answers of one task say different things.",
    15: "The prompt has at most 180 words.",
    17: "checks.py defines at least one function decorated with @check and a sentence.",
    18: "The check that a wrong answer says it fails is defined in checks.py.",
    19: "No two checks have one name.",
}

_OWN_RULES = {
    "pack.E010": "A pack is a folder with a pack.toml.",
    "pack.E011": "The pack's format version is one that this Ascent reads.",
    "map.E110": "Prerequisites have no cycle.",
    "map.E111": "A `use` skill needs only Python, data tools and other `use` skills.",
    "map.E112": "An interest's first model is reachable from zero within 90 minutes.",
    "map.E113": "An interest's project is reachable from zero within 12 hours.",
    "map.E114": "Every goal skill of an interest can be reached: all it needs is taught.",
    "map.W115": "Every skill is taught by at least one activity.",
    "exercise.E216": "A line that an exercise opens is a line of some tour's project.py.",
    "exercise.W220": "Every exercise opens at least one line of a tour's project.",
    "lesson.E311": "A fenced block and a margin note are closed.",
    "lesson.E312": "Every figure has a text that stands for it.",
    "lesson.W313": "A lesson shows something (a figure or a cell) before its third paragraph.",
    "lesson.W314": "The figures a lesson lists are those its text uses.",
    "question.E410": "A one-of question has exactly one right choice.",
    "question.E411": "A several-of question has at least one right choice.",
    "question.E412": "A mistake differs from the right answer and from the other mistakes.",
    "question.E413": "No two choices or items are the same.",
    "question.E414": "An order question explains every item or none.",
    "question.E415": "A question's id begins with `q-`.",
    "tour.E510": "The lines that a stop begins and ends with are lines of project.py.",
    "tour.E511": "Stops follow the file from top to bottom and end after they begin.",
    "tour.E512": "The line that a knob turns is a line of project.py.",
    "tour.E513": "The text that a knob finds is in its line, and the first choice is that text.",
    "tour.E514": "skills.txt has exactly as many lines as project.py.",
    "tour.E515": "Every line of code names the skills that are needed to read it.",
    "tour.W516": "Blank and comment lines need no skills.",
    "project.E630": "Every milestone names a check of checks.py, and no check twice.",
    "project.E631": "Every [[applies]] has a check of applies.py and a skill, none of them twice.",
    "data.E710": "Data comes either from a file of the pack or from a package.",
    "data.E711": "The data file has the SHA-256 sum that its source.toml declares.",
    "data.E712": "The described columns are the columns of the file, in its order.",
    "data.E713": "The number of rows is the number in the file.",
    "data.E714": "No two data sources are read under one name.",
    "ids.E801": "An id is given once in the whole pack, over all kinds.",
    "ids.E802": "An id is words of a-z and 0-9 joined by single dashes.",
    "ids.E803": "No published id is lost: it exists, or some entry says `was`.",
    "ids.E804": "Every id is listed in ids.lock.",
    "ids.E805": "A published id keeps its kind for ever.",
    "ids.E806": "A former id (`was`) belongs to one entry and is no longer in use.",
    "ids.E807": "An entry that takes the place of another pack's says `replaces = true`.",
    "ids.E808": "An entry that says `replaces` replaces an entry of the same kind.",
    "ids.E809": "Every line of ids.lock is a kind and an id.",
    "figure.E910": "A figure's module defines draw(plt, theme).",
    "figure.E911": "A figure's module begins with a docstring: its caption.",
    "text.W950": "The text avoids words that belittle the reader's effort.",
    "text.W951": "The text has no exclamation marks.",
}


_TASK_BEHAVIOUR = {
    54: "The data that a task reads is there.",
    55: "No answer brings the checks themselves down.",
    56: "The solution passes on every seed.",
    57: "The same answer with the same seed gets the same verdict.",
    58: "The starter fails.",
    59: "Every wrong answer fails.",
    60: "A wrong answer fails first in the check that it names.",
    61: "The message to a wrong answer contains what it says.",
    62: "No other wrong answer gets that message.",
    65: "The checks of a task take at most five seconds.",
    66: "The checks stand an empty file and functions that return nothing.",
    67: "An empty file fails.",
    68: "A wrong answer is recognised by what it does, also when it is written otherwise.",
    69: "Wrong answers that do the same have the same misconception.",
    70: "No message to a learner holds a line or a value of the solution.",
}

_BEHAVIOUR = {
    "pack.E050": "The kits in which the pack runs are installed.",
    "pack.E051": "Everything that runs can be run here.",
    "lesson.E350": "Every cell of a lesson runs to its end.",
    "question.E450": "The code of a question prints what its answer says.",
    "question.E451": "The code of a question runs to its end.",
    "project.E671": "The solution with its addition passes the check of an [[applies]].",
    "project.E672": "Without the addition the check of an [[applies]] fails.",
    "project.E673": "The checks of [[applies]] stand an empty file.",
    "tour.E550": "The project of a tour runs to its end.",
    "tour.E551": "Every choice of a knob changes what the project shows.",
    "data.E750": "A data set that a package carries is there, with the declared sum.",
    "figure.E950": "A figure draws in light and in dark.",
    "figure.E951": "A figure draws within five seconds.",
}


@dataclass(frozen=True, order=True)
class Problem:
    """One thing that is wrong with a pack. Sorts by file, then line, then rule.

    `path` is relative to the folder of the pack; `line` counts from 1, 0 means the whole file.
    """

    path: str
    line: int
    id: str
    message: str
    hint: str = ""

    @property
    def severity(self) -> Severity:
        return "warning" if ".W" in self.id else "error"

    def __str__(self) -> str:
        place = f"{self.path}:{self.line}" if self.line else self.path
        hint = f"  HINT: {self.hint}" if self.hint else ""
        return f"{self.id} {place}  {self.message}{hint}"


def family_rule(family: str, number: int) -> str:
    """The id of one of the rules that families share: `family_rule("lesson", 5)` is lesson.E305."""
    base, _ = _FAMILIES.get(family, (0, set()))
    return f"{family}.E{base + number:03}"


def _table() -> dict[str, str]:
    rules = dict(_OWN_RULES)
    for family, (_, numbers) in _FAMILIES.items():
        rules |= {family_rule(family, number): _FILE_RULES[number] for number in numbers}
    for family in ("exercise", "project"):
        rules |= {family_rule(family, number): s for number, s in _TASK_RULES.items()}
    return dict(sorted(rules.items()))


RULES: dict[str, str] = _table()
"""Rule id -> the sentence that holds in a good pack: what can be seen without running anything."""

BEHAVIOUR_RULES: dict[str, str] = _BEHAVIOUR | {
    family_rule(family, number): sentence
    for family in ("exercise", "project")
    for number, sentence in _TASK_BEHAVIOUR.items()
}
"""The rules that are proved by running the content: see `ascent.kinds.check`."""


def did_you_mean(word: str, known: Iterable[str], otherwise: str = "") -> str:
    """A hint that names the known word closest to `word`, or `otherwise`."""
    close = difflib.get_close_matches(word, list(known), n=1, cutoff=0.6)
    return f"Did you mean '{close[0]}'?" if close else otherwise
