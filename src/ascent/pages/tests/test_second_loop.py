"""A second loop on the same interest: its project begins anew, and nothing of the first is lost."""

import pytest
from django.test import Client

from ascent.accounts.models import Person
from ascent.coach.next_step import Offered, Option
from ascent.coach.reasons import Reason
from ascent.kinds import anew, guide, registry
from ascent.learner import actions, files, queue, reviews
from ascent.learner.actions import Graded
from ascent.learner.models import Attempt, Loop, Visit

PROJECT = registry.pack().activities["rain-tomorrow"]
PAGE, REPORT = "/project/rain-tomorrow/", "/project/rain-tomorrow/report/"
FACTS = {"score": 0.183, "baseline": 0.3, "measure": "Brier score, smaller is better"}
ANSWERS = {"wish": "to guess better", "hours": "4", "interest": "predict-from-tables"}
CODE = "first = 'my own forecast'\n"


def passes(person: Person, code: str) -> Attempt:
    """Hand the project in; every check passes."""
    subject = registry.kind_of(PROJECT).subject(PROJECT)
    attempt = actions.hand_in(person, subject, {"code": code}, "web")
    token = queue.claim(attempt.id)
    assert token is not None
    verdict = {"outcome": "passed", "checks": [], "facts": FACTS}
    actions.settle(attempt.id, token, subject, Graded("passed", 1.0, verdict))
    return attempt


def to_the_project() -> Loop:
    loop = Loop.objects.get(finished=None)
    done = [(step, "done") for step in ("study", "language", "libraries")]
    return actions.leave_steps(loop, done, "project")


@pytest.fixture
def made(on_the_way: Client, ada: Person) -> Attempt:
    """Ada has made the project in her first loop, with help, and written its report."""
    files.read(PROJECT)
    (files.folder(PROJECT.id) / files.ANSWER).write_text(CODE)
    to_the_project()
    actions.take_hint(ada, PROJECT.id, 3)
    attempt = passes(ada, CODE)
    on_the_way.post(REPORT, {"answer-0": "It predicts rain."})
    return attempt


def test_before_a_loop_it_is_said_that_the_project_was_made(
    on_the_way: Client, made: Attempt
) -> None:
    assert "begins from its starter again" in on_the_way.get("/survey/").content.decode()


def test_it_begins_from_the_starter_and_the_file_of_then_is_kept(
    on_the_way: Client, ada: Person, made: Attempt
) -> None:
    on_the_way.post("/survey/", ANSWERS)
    folder = files.folder(PROJECT.id)
    assert (folder / files.ANSWER).read_text() == PROJECT.text("starter.py")
    then = list(folder.glob("answer.loop-1-*.py"))
    assert [path.read_text() for path in then] == [CODE]
    page = on_the_way.get(PAGE).content.decode()
    assert "You made this in loop 1" in page
    assert then[0].name in page
    assert f"/attempt/{made.id}/" in page
    assert "Its score then: 0.183 (Brier score, smaller is better)" in page
    assert "Reach a better score than you did then." in page
    assert PROJECT.spec.again[0] in page
    assert "Project · finished" not in page


def test_help_and_milestones_begin_anew(on_the_way: Client, ada: Person, made: Attempt) -> None:
    on_the_way.post("/survey/", ANSWERS)
    visit = Visit.objects.get(learner=ada, activity=PROJECT.id)
    assert visit.hints == 0
    page = on_the_way.get(PAGE).content.decode()
    assert page.count("not checked") == len(PROJECT.spec.milestones)


def test_the_loop_and_today_say_what_differs(
    on_the_way: Client, ada: Person, made: Attempt
) -> None:
    on_the_way.post("/survey/", ANSWERS)
    assert "You made it in loop 1" in on_the_way.get("/loop/").content.decode()
    to_the_project()
    offer = guide.next_step(ada)
    assert offer is not None
    assert offer.options[0]["activity"] == PROJECT.id
    assert offer.options[0]["reason"] == (
        "You built this in loop 1. Build it again without looking, then take it further."
    )


def test_nobody_is_told_to_build_again_what_was_built_in_this_loop(
    on_the_way: Client, ada: Person, made: Attempt
) -> None:
    """A gap is closed in the project as it is."""
    on_the_way.post("/survey/", ANSWERS)
    loop = to_the_project()
    uses = Option(PROJECT.id, (Reason("gap-apply", {"gap": "ml-split"}),))
    builds = Option(PROJECT.id, (Reason("turn", {}),))
    interest = registry.pack().interests[loop.interest]
    for option, kinds in ((uses, ["gap-apply"]), (builds, ["anew"])):
        told = anew.told(Offered((option,)), loop, interest).options[0]
        assert [reason.kind for reason in told.reasons] == kinds


def test_the_report_of_then_is_kept_and_the_new_one_asks_what_was_different(
    on_the_way: Client, ada: Person, made: Attempt
) -> None:
    on_the_way.post("/survey/", ANSWERS)
    page = on_the_way.get(REPORT).content.decode()
    assert "What you wrote in loop 1" in page
    assert "It predicts rain." in page
    assert "What did you do differently this time" in page
    number = len(PROJECT.spec.report)
    on_the_way.post(REPORT, {f"answer-{number}": "I looked at nothing."})
    assert "I looked at nothing." in on_the_way.get(REPORT).content.decode()


def test_a_pass_in_this_loop_makes_it_again(on_the_way: Client, ada: Person, made: Attempt) -> None:
    on_the_way.post("/survey/", ANSWERS)
    to_the_project()
    passes(ada, CODE)
    assert guide.standing(ada).loop.step == "gap"
    page = on_the_way.get(PAGE).content.decode()
    assert "Project · finished" in page
    assert "On with the review" not in page


def test_another_loop_before_it_was_made_again_leaves_the_new_work_alone(
    on_the_way: Client, ada: Person, made: Attempt
) -> None:
    on_the_way.post("/survey/", ANSWERS)
    (files.folder(PROJECT.id) / files.ANSWER).write_text("half = 'done'\n")
    on_the_way.post("/survey/", {**ANSWERS, "wish": "something else"})
    assert (files.folder(PROJECT.id) / files.ANSWER).read_text() == "half = 'done'\n"


def test_a_file_that_was_deleted_comes_back_before_it_is_put_aside(
    on_the_way: Client, ada: Person, made: Attempt
) -> None:
    files.read(PROJECT)
    (files.folder(PROJECT.id) / files.ANSWER).unlink()
    on_the_way.post("/survey/", ANSWERS)
    then = list(files.folder(PROJECT.id).glob("answer.loop-1-*.py"))
    assert [path.read_text() for path in then] == [CODE]


def test_a_project_that_was_not_made_goes_on(on_the_way: Client, ada: Person) -> None:
    files.read(PROJECT)
    (files.folder(PROJECT.id) / files.ANSWER).write_text(CODE)
    on_the_way.post("/survey/", ANSWERS)
    assert (files.folder(PROJECT.id) / files.ANSWER).read_text() == CODE
    assert "You made this" not in on_the_way.get(PAGE).content.decode()
    assert reviews.since(actions.open_visit(ada, PROJECT.id)) is None
