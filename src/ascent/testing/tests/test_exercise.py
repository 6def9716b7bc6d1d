"""An exercise that holds is fine; one that breaks a promise hears which one, and where."""

from __future__ import annotations

import textwrap

import pytest

from ascent.testing import exercise as proving
from ascent.testing.__main__ import main
from ascent.testing.exercise import check_exercise, seeds_for, without_results

CHECKS = """
from ascent.testing import check, expect

@check("`area` gives length times width.")
def multiplies(learner, rng):
    length, width = (int(n) for n in rng.integers(3, 99, size=2))
    got = learner.area(length, width)
    expect.type(got, int, name="area(length, width)")
    assert got != length + width, "`area` adds the two sides. An area is their product."
    assert got != length * length, "`area` uses the length twice."
    expect.number(got, length * width, name="area(length, width)")

@check("A negative side raises ValueError.")
def refuses(learner):
    with learner.raises(ValueError):
        learner.area(-1, 2)
"""
SOLUTION = """
def area(length, width):
    if length < 0 or width < 0:
        raise ValueError("A side cannot be negative.")
    return length * width
"""


def wrong(expression: str, fails: str, says: str, name: str = "a-mistake") -> str:
    head = f"# misconception: {name}\n# fails: {fails}\n# says: {says}\n# hint: Look again.\n"
    return head + SOLUTION.replace("length * width", expression)


FILES = {
    "exercise.toml": 'id = "area"\ntitle = "Area"\nkit = "data"\n',
    "starter.py": "def area(length, width):\n    pass\n",
    "solution.py": SOLUTION,
    "checks.py": CHECKS,
    "wrong/adds.py": wrong("length + width", "multiplies", "adds the two sides"),
    "wrong/square.py": wrong("length * length", "multiplies", "length twice"),
    "wrong/brave.py": wrong("length * width", "refuses", "nothing was raised").replace(
        "if length < 0 or width < 0:", "if False:"
    ),
}


pytestmark = pytest.mark.usefixtures("warm_kit")


@pytest.fixture
def exercise(tmp_path):
    """A function that writes an exercise, some of its files replaced, and checks it."""

    def make(changes: dict[str, str | None]) -> list[str]:
        folder = tmp_path / "area"
        (folder / "wrong").mkdir(parents=True)
        for name, text in {**FILES, **changes}.items():
            if text is not None:
                (folder / name).write_text(textwrap.dedent(text))
        return [f"{p.id} {p.path.name}: {p.message}" for p in check_exercise(folder)]

    return make


def test_an_exercise_that_holds_has_no_problem(exercise):
    assert exercise({}) == []


BREAKS = {
    "E251 area": {"exercise.toml": None},
    "E252 exercise.toml": {"exercise.toml": "id = \n"},
    "E253 checks.py": {"checks.py": None},
    "E254 area": {"exercise.toml": 'id = "area"\ndata = ["nowhere"]\n'},
    "E255 checks.py": {"checks.py": CHECKS + "\n@check('x')\ndef y(learner):\n    1 / 0\n"},
    "E256 solution.py": {"solution.py": SOLUTION.replace("length * width", "length ** width")},
    "E257 checks.py": {
        "checks.py": "import time\nfrom ascent.testing import report\n"
        + CHECKS
        + "    report(now=time.time())\n"
    },
    "E258 starter.py": {"starter.py": SOLUTION},
    "E259 square.py": {"wrong/square.py": wrong("length * width", "multiplies", "x")},
    "E260 adds.py": {"wrong/adds.py": wrong("length + width", "refuses", "adds the two sides")},
    "E261 adds.py": {"wrong/adds.py": wrong("length + width", "multiplies", "subtracts")},
    "E262 adds.py": {
        "wrong/adds.py": wrong("length + width", "multiplies", "`area`"),
    },
    "E263 adds.py": {
        "wrong/adds.py": wrong("length + width", "multiplies", "adds the two").replace(
            "# hint: Look again.\n", ""
        )
    },
    "E264 wrong": {"wrong/adds.py": None},
    "E266 checks.py": {
        "checks.py": CHECKS.replace(
            '    expect.type(got, int, name="area(length, width)")\n', "    got + 1\n"
        ),
        "starter.py": "def area(length, width):\n    return 0\n",
    },
    "E268 adds.py": {
        "wrong/adds.py": wrong("random.SystemRandom().random()", "multiplies", "decimal").replace(
            "def area", "import random\n\n\ndef area"
        )
    },
    "E269 plus.py": {
        "wrong/plus.py": wrong("width + length", "multiplies", "is their product", "other-name"),
    },
    "E270 checks.py": {
        "checks.py": CHECKS.replace(
            "`area` uses the length twice.", "Write length * width."
        ).replace("An area is their product.", "You need `return length * width`."),
        "wrong/square.py": wrong("length * length", "multiplies", "Write length"),
    },
    "E267 checks.py": {
        "checks.py": "from ascent.testing import check\n@check('ok')\ndef ok(learner):\n    pass\n"
    },
}


def test_a_mistake_that_crashes_is_recognised_too(exercise):
    assert exercise({"wrong/crash.py": wrong("length.width", "multiplies", "AttributeError")}) == []


def test_wrong_answers_that_do_the_same_may_share_a_name(exercise):
    twin = wrong("sum([length, width])", "multiplies", "is their product")
    assert not [one for one in exercise({"wrong/plus.py": twin}) if "E269" in one]


@pytest.mark.parametrize("problem", BREAKS)
def test_a_broken_promise_is_named(problem, exercise):
    problems = exercise(BREAKS[problem])
    assert any(one.startswith(f"exercise.{problem}: ") for one in problems), problems


def test_the_rules_of_a_project_are_numbered_with_its_own(exercise):
    toml = FILES["exercise.toml"]
    problems = exercise({"exercise.toml": None, "project.toml": toml, "starter.py": SOLUTION})
    assert [one.split(":")[0] for one in problems] == ["project.E658 starter.py"]


def test_what_takes_long_is_named(exercise, monkeypatch):
    monkeypatch.setattr(proving, "SLOW_CHECK", 0.0)
    assert any(one.startswith("exercise.E265 checks.py: The file and") for one in exercise({}))


def test_what_took_long_once_on_a_busy_machine_is_no_fault_of_the_exercise(exercise, monkeypatch):
    seconds = iter([9.0, 0.2])
    monkeypatch.setattr(proving, "slowest_part", lambda attempt: next(seconds))
    assert exercise({}) == []


def test_fast_checks_are_tried_on_more_seeds():
    assert [seeds_for(seconds) for seconds in (0.01, 0.5, 3.0)] == [20, 5, 3]


def test_functions_that_return_nothing_keep_their_names():
    code = without_results(
        "class A:\n    def f(self):\n        return 1\ndef g(x):\n    return x\n"
    )
    names: dict[str, object] = {}
    exec(code, names)
    assert names["A"]().f() is None
    assert names["g"](3) is None


class TestCommand:
    def folder(self, tmp_path):
        (tmp_path / "wrong").mkdir()
        for name, text in FILES.items():
            (tmp_path / name).write_text(textwrap.dedent(text))
        return tmp_path

    def test_it_says_fine_or_not_with_its_exit_status(self, tmp_path, capsys):
        folder = self.folder(tmp_path)
        assert main([str(folder)]) == 0
        assert "fine (20 seeds" in capsys.readouterr().out
        (folder / "starter.py").write_text(SOLUTION)
        assert main([str(folder)]) == 1
        assert "exercise.E258" in capsys.readouterr().out

    def test_it_shows_a_verdict_readably(self, tmp_path, capsys):
        folder = self.folder(tmp_path)
        assert main([str(folder), "--run", str(folder / "wrong" / "adds.py")]) == 1
        shown = capsys.readouterr().out
        assert shown.startswith("wrong (")
        assert "FAIL  multiplies" in shown
        assert "adds the two sides" in shown
        assert main([str(folder), "--run", str(folder / "solution.py")]) == 0

    def test_wrong_use_is_status_2(self, tmp_path):
        with pytest.raises(SystemExit) as left:
            main([str(tmp_path), "--run", str(tmp_path / "nowhere.py")])
        assert left.value.code == 2
