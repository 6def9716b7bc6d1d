"""Breaks each rule of the pack once, and sees it named with its id, its file and its line."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from ascent.curriculum import RULES, Problem, load
from ascent.curriculum.lock import update_locks
from ascent.kinds import content_kinds
from tests.content import tiny_pack

EXERCISE = "exercises/python/first-mean/"
PROJECT = "projects/heights/"
LESSON = "lessons/models/averages/"
TOUR = "tours/heights/"
QUESTIONS = "questions/models/averages.toml"
DATA = "data/heights/source.toml"
INTEREST = "interests/heights/interest.toml"
MODELS = "map/models.toml"
FIGURE = "figures/height-bars.py"
NOT_UTF8 = b"\xff\xfe broken"


@dataclass(frozen=True)
class Break:
    """One way to break the tiny pack.

    In the file `path`, `old` becomes `new`; without `old` the file becomes `new`, and is deleted
    when that is None. The rule is then named in the file `seen` (default: `path`) at the first
    line that contains `at`; without `at` it is named for the whole file, line 0.
    """

    rule: str
    path: str
    old: str = ""
    new: str | bytes | None = None
    at: str = ""
    seen: str = ""
    says: str = ""
    more: dict[str, str] = field(default_factory=dict)
    after: int = 0
    lock_first: bool = False

    def files(self) -> dict[str, str | bytes]:
        """The files of the tiny pack, broken."""
        files: dict[str, str | bytes] = {**tiny_pack.FILES, **self.more}
        if self.old:
            text = files[self.path]
            assert isinstance(text, str)
            assert isinstance(self.new, str)
            assert self.old in text, f"{self.old!r} is not in {self.path}"
            files[self.path] = text.replace(self.old, self.new, 1)
        elif self.new is None:
            files.pop(self.path, None)
        else:
            files[self.path] = self.new
        return files

    def line(self, folder: Path) -> int:
        if not self.at:
            return self.after
        text = (folder / (self.seen or self.path)).read_text(encoding="utf-8")
        return self.after + next(n for n, x in enumerate(text.split("\n"), 1) if self.at in x)


def task_breaks(family: str, base: int, home: str, marker: str) -> Iterator[Break]:
    """The rules that exercises and projects share."""
    toml = home + marker

    def rule(number: int) -> str:
        return f"{family}.E{base + number}"

    def hint(old: str, new: str, at: str, **more: str) -> Break:
        return Break(rule(11), home + "hints.md", old, new, at, **more)

    yield Break(rule(1), toml, "minutes = ", "minutes ", "minutes ")
    yield Break(rule(2), toml, "title = ", "# ", "", after=1, says="`title` is missing")
    yield Break(rule(3), toml, "title = ", 'titel = "x"\ntitle = ', "titel", says="mean 'title'?")
    yield Break(rule(4), toml, "difficulty = 0.", "difficulty = 7.", "difficulty")
    yield Break(rule(5), toml, 'data = ["heights"]', 'data = ["height"]', "data", says="'heights'?")
    yield Break(rule(6), home + "prompt.md", says="prompt.md is missing")
    yield Break(rule(6), home + "checks.py")
    yield Break(rule(6), home + "solution.py")
    yield Break(rule(7), home + "starter.py", "return", "retrun now", "retrun")
    yield Break(rule(7), home + "wrong/gives-sum.py", "    return", "    retrun x", "retrun")
    solution = tiny_pack.FILES[home + "solution.py"]
    yield Break(rule(10), home + "starter.py", new=solution, says="is the solution")
    yield hint("## Nudge", "## Push", "## Push")
    yield hint("\n## Idea\nAdd all numbers up, then divide.\n", "", "## Worked step")
    yield hint("`sum(numbers)` adds them up.\n", "", "## Worked step", says="is empty")
    yield Break(rule(12), home + "wrong/gives-sum.py", seen=home + "wrong", says="are 2 wrong")
    yield Break(
        rule(13), home + "wrong/gives-sum.py", "# hint: Divide the sum.\n", "", "# mis", says="hint"
    )
    yield Break(
        rule(14),
        home + "wrong/gives-sum.py",
        "returned the sum",
        "the largest number",
        "# says",
        says="the same as gives-largest.py",
    )
    yield Break(rule(15), home + "prompt.md", "The average says", "more " * 180 + "words")
    yield Break(rule(17), home + "checks.py", new="x = 1\n", says="No function")
    yield Break(
        rule(17), home + "checks.py", '@check("`mean` gives a n', '@check("")\n#', "def keeps"
    )
    yield Break(
        rule(18),
        home + "wrong/gives-sum.py",
        "# fails: is_average",
        "# fails: is_averag",
        "# fails",
        says="mean 'is_average'?",
    )
    yield Break(
        rule(19), home + "checks.py", "keeps_decimals", "is_average", "def is_average(learner):"
    )


GENERAL = [
    Break("pack.E001", "pack.toml", "format = 1", "format = ", "format", says="not valid TOML"),
    Break("pack.E002", "pack.toml", 'licence = "CC-BY-4.0"\n', "", after=1, says="`licence`"),
    Break("pack.E003", "pack.toml", "version", "verzion", "verzion", says="'version'?"),
    Break("pack.E004", "pack.toml", "format = 1", 'format = "one"', "format"),
    Break("pack.E010", "pack.toml"),
    Break("pack.E011", "pack.toml", "format = 1", "format = 99", "format", says="format 99"),
    Break("text.W950", EXERCISE + "prompt.md", "It returns", "It just returns", "just"),
    Break("text.W950", QUESTIONS, "That is the sum.", "Obviously the sum.", "Obviously"),
    Break("text.W950", EXERCISE + "checks.py", "Divide it", "Simply divide it", "Simply"),
    Break("text.W950", EXERCISE + "wrong/gives-sum.py", "Divide", "Just divide", "# hint"),
    Break("text.W951", LESSON + "lesson.md", "too.", "too!", "too!"),
    Break("text.W951", TOUR + "tour.toml", "the file.", "the file!", "the file!"),
]

IDS = [
    Break("ids.E801", MODELS, 'id = "ml-why"', 'id = "ml-fit"', "Say why", after=-1),
    Break("ids.E801", QUESTIONS, 'id = "q-steps"', 'id = "ml-fit"', '= "ml-fit"'),
    Break("ids.E802", MODELS, 'id = "ml-why"', 'id = "ML_why"', "ML_why", says="ML_why"),
    Break("ids.E802", "figures/Bad_name.py", new='"""X."""\n', says="Bad_name"),
    Break(
        "ids.E803",
        QUESTIONS,
        'id = "q-steps"',
        'id = "q-order"',
        at="question q-steps",
        seen="ids.lock",
        lock_first=True,
        says="'q-steps' is gone",
    ),
    Break("ids.E804", QUESTIONS, "q-steps", "q-order", "q-order", lock_first=True),
    Break("ids.E804", "ids.lock", lock_first=True, says="no ids.lock"),
    Break("ids.E805", "ids.lock", new="topic ml-fit\n", after=1, says="published as a topic"),
    Break("ids.E806", MODELS, 'id = "ml-why"', 'id = "ml-why"\nwas = ["pd-read"]', "was"),
    Break("ids.E808", MODELS, 'id = "ml-why"', 'id = "ml-why"\nreplaces = true', '"ml-why"'),
    Break("ids.E809", "ids.lock", new="area models\nnonsense\n", after=2, says="'nonsense'"),
]

MAP = [
    Break("map.E101", MODELS, "minutes = 20", "minutes 20", "minutes 20"),
    Break("map.E102", MODELS, "minutes = 20\n", "", "[[skill]]", says="`minutes` is missing"),
    Break("map.E102", MODELS, 'area = "models"\n', "", says="which area"),
    Break("map.E103", MODELS, "needed = ", "need = ", "need = ", says="'needed'?"),
    Break("map.E103", MODELS, "[[skill]]", "[[skills]]", "[[skills]]", says="'skill'?"),
    Break(
        "map.E104", MODELS, 'depth = "explain"', 'depth = "explian"', "explian", says="'explain'?"
    ),
    Break("map.E104", MODELS, "weight = 0.5", "weight = 5", "weight = 5"),
    Break(
        "map.E105", MODELS, 'needed = ["pd-read"]', 'needed = ["pd-reed"]', "pd-reed", says="read'?"
    ),
    Break(
        "map.E105",
        MODELS,
        'topic = "fitting"',
        'topic = "pd-read"',
        'topic = "pd',
        says="skill, not",
    ),
    Break("map.E105", MODELS, 'area = "models"', 'area = "model"', "[[topic]]", says="'models'?"),
    Break(
        "map.E105", INTEREST, '"project-heights"', '"tour-heights"', "project =", says="tour, not"
    ),
    Break("map.E106", "interests/heights/interest.md"),
    Break(
        "map.E106", "interests/lost/notes.md", new="x", seen="interests/lost", says="nothing reads"
    ),
    Break(
        "map.E110",
        "map/python.toml",
        'about = "You write a function that returns a value."',
        'about = "You write one."\nneeded = ["ml-fit"]',
        "needed",
        seen=MODELS,
        says="ml-fit needs pd-read needs py-functions needs ml-fit",
    ),
    Break("map.E111", MODELS, 'needed = ["pd-read"]', 'needed = ["ml-why"]', '["ml-why"]'),
    Break(
        "map.E112", "map/python.toml", "minutes = 10", "minutes = 100", "first_model", seen=INTEREST
    ),
    Break(
        "map.E113",
        "map/python.toml",
        "minutes = 10",
        "minutes = 600",
        "project",
        seen=INTEREST,
        more={"map/data-tools.toml": tiny_pack.FILES["map/data-tools.toml"].replace("15", "150")},
    ),
    Break("map.E114", LESSON + "lesson.toml", ", ml-why = 0.5", "", "skills", seen=INTEREST),
    Break(
        "map.W115", LESSON + "lesson.toml", ", ml-why = 0.5", "", '"ml-why"', seen=MODELS, after=-1
    ),
]

EXERCISES = [
    *task_breaks("exercise", 200, EXERCISE, "exercise.toml"),
    Break(
        "exercise.E205",
        EXERCISE + "exercise.toml",
        "ml-fit = ",
        "ml-fits = ",
        "skills",
        says="'ml-fit'?",
    ),
    Break("exercise.E206", EXERCISE + "exercise.toml", seen=EXERCISE[:-1], says="no exercise.toml"),
    Break("exercise.E204", EXERCISE + "exercise.toml", "seconds = 5", "seconds = -5", "limits"),
    Break(
        "exercise.E216",
        EXERCISE + "exercise.toml",
        ".mean()",
        ".maen()",
        "opens",
        says="Did you mean",
    ),
    Break(
        "exercise.W220",
        EXERCISE + "exercise.toml",
        "opens = [",
        "opens = []\nlibraries = [",
        after=1,
    ),
]

PROJECTS = [
    *task_breaks("project", 600, PROJECT, "project.toml"),
    Break(
        "project.E630",
        PROJECT + "project.toml",
        '"keeps_decimals"',
        '"keep"',
        '"keep"',
        says="keeps_decimals",
    ),
    Break(
        "project.E630",
        PROJECT + "project.toml",
        '"keeps_decimals"',
        '"is_average"',
        "Decimals",
        after=-1,
        says="Two",
    ),
    Break(
        "project.E605",
        PROJECT + "project.toml",
        'skill = "py-functions"',
        'skill = "py-function"',
        '"py-function"',
        says="'py-functions'?",
    ),
    Break("project.E606", PROJECT + "applies.py", says="applies.py is missing"),
    Break("project.E606", PROJECT + "applies/counts.py"),
    Break("project.E607", PROJECT + "applies/counts.py", "return", "retrun x", "retrun"),
    Break(
        "project.E631",
        PROJECT + "project.toml",
        'check = "counts"',
        'check = "count"',
        'check = "count"',
        says="mean 'counts'?",
    ),
    Break(
        "project.E631",
        PROJECT + "project.toml",
        'skill = "pd-read"',
        'skill = "py-functions"',
        "Say the largest",
        after=-2,
        says="the skill 'py-functions'",
    ),
]

PAGE = LESSON + "lesson.md"
LESSONS = [
    Break("lesson.E301", PAGE, new=NOT_UTF8, after=1, says="not UTF-8"),
    Break("lesson.E302", LESSON + "lesson.toml", 'next = "first-mean"\n', "", after=1),
    Break("lesson.E303", LESSON + "lesson.toml", "next", "nex", "nex", says="'next'?"),
    Break("lesson.E304", LESSON + "lesson.toml", "minutes = 5", "minutes = 5.5", "minutes"),
    Break(
        "lesson.E305",
        LESSON + "lesson.toml",
        '"first-mean"',
        '"first-maen"',
        "next",
        says="'first-mean'?",
    ),
    Break(
        "lesson.E305",
        PAGE,
        "figure:height-bars",
        "figure:height-bar",
        "height-bar)",
        says="'height-bars'?",
    ),
    Break("lesson.E306", PAGE),
    Break("lesson.E307", PAGE, "print(sum", "print((sum", "print((sum"),
    Break("lesson.E311", PAGE, "\n```\n", "\n", "```python run", says="fenced block"),
    Break("lesson.E311", PAGE, "too.\n:::", "too.", "::: margin", says="margin note"),
    Break("lesson.E312", PAGE, "Bars of four heights", "", "![]"),
    Break("lesson.W313", PAGE, "![Bars", "A.\n\nB.\n\nC.\n\n![Bars", "C."),
    Break("lesson.W314", LESSON + "lesson.toml", '["height-bars"]', "[]", "figures"),
]

QUESTION_BREAKS = [
    Break("question.E401", QUESTIONS, "tolerance = 0.01", "tolerance = 0,01", "0,01"),
    Break(
        "question.E402",
        QUESTIONS,
        'explanation = "Division needs both numbers."',
        "",
        "q-steps",
        after=-1,
    ),
    Break("question.E402", QUESTIONS, 'kind = "order"\n', "", "q-steps", after=-1, says="`kind`"),
    Break(
        "question.E402",
        QUESTIONS,
        'why = "That is the median."',
        "",
        "The number in the middle",
        after=-1,
    ),
    Break("question.E403", QUESTIONS, "tolerance", "tolerence", "tolerence", says="'tolerance'?"),
    Break("question.E403", QUESTIONS, "[[question]]", "[[qestion]]\n[[question]]", "[[qest"),
    Break("question.E404", QUESTIONS, 'kind = "order"', 'kind = "ordre"', "ordre", says="'order'?"),
    Break("question.E404", QUESTIONS, '"Count", "Divide"', '"Count"', "items", says="at least 3"),
    Break("question.E404", QUESTIONS, "tolerance = 0.01", "tolerance = -1", "tolerance"),
    Break("question.E405", QUESTIONS, "ml-why = 1.0", "ml-wyh = 1.0", "ml-wyh", says="'ml-why'?"),
    Break("question.E407", QUESTIONS, "numbers = [1, 3]", "numbers = [1, 3", "code"),
    Break(
        "question.E410",
        QUESTIONS,
        "  right = true\n",
        "",
        "q-average-is",
        after=-1,
        says="0 choices",
    ),
    Break(
        "question.E411",
        QUESTIONS,
        '  right = true\n  why = "They',
        '  why = "They',
        "q-true",
        after=-1,
    ),
    Break("question.E412", QUESTIONS, "value = 6", "value = 3", "value = 3", after=-1),
    Break("question.E412", QUESTIONS, "value = 6", "value = 2", "value = 2", after=3, says="twice"),
    Break("question.E412", QUESTIONS, 'value = "2"', 'value = "2.0"', 'value = "2.0"', after=-1),
    Break("question.E413", QUESTIONS, '"Count", "Divide"', '"Add up", "Divide"', "items"),
    Break("question.E414", QUESTIONS, ', "Both are needed here."', "", "Then the count"),
    Break("question.E415", QUESTIONS, 'id = "q-steps"', 'id = "steps"', '"steps"', says="q-steps"),
]

TOML = TOUR + "tour.toml"
TOURS = [
    Break("tour.E501", TOML, "minutes = 5", "minutes = five", "five"),
    Break("tour.E502", TOML, 'goal = "It prints the average height."\n', "", after=1),
    Break("tour.E503", TOML, "shows = ", "show = ", "show = ", says="'shows'?"),
    Break("tour.E504", TOML, ', "average"]', "]", "choices"),
    Break(
        "tour.E505", TOUR + "skills.txt", "pd-read py", "pd-raed py", "pd-raed", says="'pd-read'?"
    ),
    Break("tour.E506", TOUR + "project.py"),
    Break("tour.E507", TOUR + "project.py", "print(", "print((", "print(("),
    Break(
        "tour.E510",
        TOML,
        'from = "import pandas as pd"',
        'from = "import panda as pd"',
        "from",
        says="pandas",
    ),
    Break(
        "tour.E511",
        TOML,
        'from = "average = heights[\\"height\\"].mean()"',
        'from = "import pandas as pd"',
        'from = "import pandas as pd"',
        after=6,
    ),
    Break("tour.E512", TOML, 'line = "print(round', 'line = "print(rnd', "rnd"),
    Break(
        "tour.E513",
        TOML,
        'find = "average, 1"',
        'find = "average, 2"',
        "find",
        says="not in the line",
    ),
    Break("tour.E513", TOML, 'choices = ["average, 1", ', 'choices = ["average, 2", ', "choices"),
    Break("tour.E514", TOUR + "skills.txt", "pd-read\npy-functions\n", "pd-read\n", after=8),
    Break("tour.E515", TOUR + "skills.txt", "pd-read py-functions", "", after=6),
    Break("tour.W516", TOUR + "skills.txt", "\n\n\npd-read", "\n\npd-read\npd-read", after=5),
    Break(
        "question.E410", TOML, "right = true", "right = false", "[stop.question]", says="0 choices"
    ),
]

DATA_AND_FIGURES = [
    Break("data.E701", DATA, "rows = 4", "rows = 4 4", "rows"),
    Break("data.E702", DATA, 'licence = "CC0-1.0"\n', "", after=1, says="`licence` is missing"),
    Break("data.E702", DATA, "retrieved = 2026-11-20\n", "", after=1, says="`retrieved`"),
    Break("data.E703", DATA, "licence_url", "license_url", "license_url", says="'licence_url'?"),
    Break("data.E704", DATA, 'sha256 = "', 'sha256 = "x', "sha256"),
    Break("data.E706", "data/heights/heights.csv", seen=DATA, at="", after=5, says="heights.csv"),
    Break("data.E706", "data/heights/hidden.csv", seen=DATA, after=7, says="hidden.csv"),
    Break("data.E710", DATA, 'file = "heights.csv"\n', "", says="neither", after=1),
    Break(
        "data.E710",
        DATA,
        "rows = 4",
        'rows = 4\npackage = "x"\nmember = "x"',
        "package",
        says="both",
    ),
    Break(
        "data.E711",
        "data/heights/heights.csv",
        "160",
        "161",
        seen=DATA,
        after=8,
        says="has the sum",
    ),
    Break(
        "data.E712",
        DATA,
        '  { name = "height", about = "height in cm" },\n',
        "",
        "columns",
        says="height",
    ),
    Break("data.E713", DATA, "rows = 4", "rows = 5", "rows", says="has 4 rows"),
    Break(
        "data.E714",
        "data/more/source.toml",
        new=tiny_pack.FILES[DATA].replace('id = "heights"', 'id = "more"'),
        at="as = ",
        more={"data/more/heights.csv": tiny_pack.HEIGHTS, "data/more/hidden.csv": "a\n1\n"},
    ),
    Break("figure.E901", FIGURE, new=NOT_UTF8, after=1),
    Break("figure.E905", FIGURE, 'DATA = ["heights"]', 'DATA = ["hights"]', says="'heights'?"),
    Break("figure.E907", FIGURE, "return figure", "return return", "return return"),
    Break("figure.E910", FIGURE, "def draw(", "def drwa(", says="draw(plt, theme)"),
    Break("figure.E911", FIGURE, '"""Four people, four heights."""\n', "", after=1),
]

BREAKS = [
    *GENERAL,
    *IDS,
    *MAP,
    *EXERCISES,
    *PROJECTS,
    *LESSONS,
    *QUESTION_BREAKS,
    *TOURS,
    *DATA_AND_FIGURES,
]

NEEDS_A_SECOND_PACK = {"ids.E807"}  # see test_overlay.py


def problems_of(folder: Path) -> tuple[Problem, ...]:
    return load([folder], content_kinds()).problems


@pytest.mark.parametrize("broken", BREAKS, ids=lambda b: f"{b.rule}-{b.path.split('/')[-1]}")
def test_a_broken_rule_is_named_with_its_place(broken: Break, tmp_path: Path) -> None:
    files = broken.files()
    if broken.lock_first:
        tiny_pack.write(tmp_path, None)
        (tmp_path / broken.path).unlink()
    tiny_pack.write(tmp_path, files, lock=not broken.lock_first)
    found = [p for p in problems_of(tmp_path) if p.id == broken.rule]
    assert found, [str(problem) for problem in problems_of(tmp_path)]
    wanted = (broken.seen or broken.path, broken.line(tmp_path))
    assert wanted in [(problem.path, problem.line) for problem in found]
    assert any(broken.says in f"{problem.message} {problem.hint}" for problem in found), found
    severity = "warning" if ".W" in broken.rule else "error"
    assert {problem.severity for problem in found} == {severity}


def test_the_tiny_pack_breaks_no_rule(tmp_path: Path) -> None:
    assert problems_of(tiny_pack.write(tmp_path)) == ()


def test_every_rule_is_broken_once_in_this_file() -> None:
    assert {broken.rule for broken in BREAKS} | NEEDS_A_SECOND_PACK == set(RULES)


@pytest.mark.parametrize("broken", BREAKS[::9], ids=lambda b: b.rule)
def test_the_rest_of_a_broken_pack_still_loads(broken: Break, tmp_path: Path) -> None:
    tiny_pack.write(tmp_path, broken.files(), lock=False)
    pack = load([tmp_path], content_kinds())
    assert len(pack.skills) + len(pack.activities) >= 7


def test_a_new_id_is_locked_by_the_update_and_no_old_one_is_forgotten(tmp_path: Path) -> None:
    tiny_pack.write(tmp_path)
    questions = tmp_path / QUESTIONS
    text = questions.read_text()
    questions.write_text(text.replace('id = "q-steps"', 'id = "q-order"\nwas = ["q-steps"]'))
    assert [problem.id for problem in problems_of(tmp_path)] == ["ids.E804"]
    assert update_locks([tmp_path], content_kinds()) == [tmp_path / "ids.lock"]
    assert problems_of(tmp_path) == ()
    lines = (tmp_path / "ids.lock").read_text().splitlines()
    assert lines == sorted(lines)
    assert {"question q-order", "question q-steps"} <= set(lines)
    assert load([tmp_path], content_kinds()).renamed == {"q-steps": "q-order"}


def test_an_unreadable_entry_is_not_called_missing_as_well(tmp_path: Path) -> None:
    files = dict(tiny_pack.FILES)
    name = EXERCISE + "exercise.toml"
    files[name] = files[name].replace("minutes = 5", 'minutes = "five"')
    tiny_pack.write(tmp_path, None)
    (tmp_path / name).write_text(files[name])
    assert [problem.id for problem in problems_of(tmp_path)] == ["exercise.E204"]
