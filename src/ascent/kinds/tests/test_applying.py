"""Whether a skill is used in one's own project: what code shows, and the project's own check."""

import pytest

from ascent import clock
from ascent.accounts.models import Person
from ascent.kinds import applying, gap_days, grading, guide, registry
from ascent.kinds import gaps as at_work
from ascent.kinds.applying import new_lines, same_program, signs, signs_of
from ascent.learner import actions, gaps
from ascent.learner.models import Attempt, Loop

PROJECT = "rain-tomorrow"


@pytest.fixture
def loop(ada: Person) -> Loop:
    """Ada's loop, which has come to the gap; her project is the author's solution."""
    due = guide.plan_loop("predict-from-tables", 4, clock.today())
    interest = "predict-from-tables"
    found = actions.start_loop(ada, wish="to guess", hours=4, interest=interest, due=due)
    left = [(s, "done") for s in ("study", "language", "libraries")]
    return actions.leave_steps(found, left, "gap")


def solution() -> str:
    return registry.pack().activities[PROJECT].text("solution.py")


def addition(check: str) -> str:
    return registry.pack().activities[PROJECT].text(f"applies/{check}.py")


def check(person: Person, code: str) -> Attempt:
    """Press Check on the project's page."""
    attempt = grading.submit(person, registry.pack().activities[PROJECT], {"code": code}, via="web")
    return grading.grade_now(attempt)


def choose(person: Person, loop: Loop, skill: str) -> None:
    gaps.write(loop, [gaps.Line("held back")], ranked=True)
    gaps.choose(loop, gap_days.chosen(guide.standing(person), "held back", skill, 3))


def looked_at(person: Person) -> applying.Application:
    found = at_work.application(guide.standing(person))
    assert found is not None
    return found[1]


@pytest.mark.usefixtures("warm_kit")
@pytest.mark.django_db(transaction=True)  # a run's news are written by another thread
def test_the_check_of_the_skill_runs_beside_those_of_the_project(ada: Person, loop: Loop) -> None:
    choose(ada, loop, "ev-cv")
    without = check(ada, solution() + "\nprint('changed')\n")
    assert without.outcome == "passed"
    assert without.verdict is not None
    assert without.verdict["applied"]["outcome"] == "wrong"
    assert "no function year_scores" in looked_at(ada).said
    leaking = addition("scores_each_year").replace("days[year != held_out]", "days")
    check(ada, f"{solution()}\n\n{leaking}")
    assert "its model has seen them" in looked_at(ada).said
    check(ada, f"{solution()}\n\n{addition('scores_each_year')}")
    assert looked_at(ada).how == applying.CHECK


@pytest.mark.parametrize(
    ("code", "shown"),
    [
        ("for x in y:\n    z.append(x)", {"a for loop", "`append`"}),
        ("def f(a):\n    return a\nf(1)", {"a function of its own"}),
        ("{k: v for k, v in w}", {"a comprehension"}),
        ("np.sqrt(x[1:])", {"`sqrt`", "a slice"}),
        ("not python", set()),
    ],
)
def test_code_shows_what_it_calls_and_how_it_is_built(code: str, shown: set[str]) -> None:
    assert signs(code) == shown


def test_only_new_lines_count() -> None:
    before, code = "a = f(1)\nb = 2\n", "a = f(1)\nb = g(2)\n"
    assert signs(code, new_lines(before, code)) == {"`g`"}


def test_spaces_and_comments_are_no_change() -> None:
    assert same_program("x = 1\ny = 2", "# one\nx=1\n\ny = 2")
    assert not same_program("x = 1", "x = 2")
    assert same_program("x = (", "x =  (")


def test_a_skill_is_known_by_what_its_exercises_alone_use() -> None:
    pack = registry.pack()
    assert "`merge`" in signs_of(pack, "pd-merge")
    assert signs_of(pack, "py-loops") >= {"a for loop"}
    assert "`fit`" not in signs_of(pack, "ev-cv")
    assert signs_of(pack, "no-such-skill") == frozenset()
