"""The report of the loop's project: the last part of it, and named as the next step."""

import pytest
from django.test import Client

from ascent import clock
from ascent.accounts.models import Person
from ascent.kinds import guide, registry
from ascent.kinds.tests.test_guide import INTEREST, choose_gap, finish
from ascent.learner import actions
from ascent.learner.models import Loop, Offer

PROJECT = registry.pack().interests[INTEREST].project
REPORT = f"/project/{PROJECT}/report/"
QUESTIONS = len(registry.pack().activities[PROJECT].spec.report)


@pytest.fixture
def loop(ada: Person) -> Loop:
    """Ada's loop has come to its project."""
    due = guide.plan_loop(INTEREST, 4, clock.today())
    loop = actions.start_loop(ada, wish="to guess", hours=4, interest=INTEREST, due=due)
    done = [(step, "date") for step in ("study", "language", "libraries")]
    return actions.leave_steps(loop, done, "project")


@pytest.fixture
def browser(ada: Person) -> Client:
    client = Client(HTTP_HOST="127.0.0.1")
    client.force_login(ada)
    return client


def offered(person: Person) -> list[str]:
    offer = guide.next_step(person)
    assert offer is not None
    return [option["activity"] for option in offer.options]


def write(browser: Client, answers: int) -> str:
    """Answer the first questions of the report, and save."""
    said = {f"answer-{n}": "In my words." if n < answers else " " for n in range(QUESTIONS)}
    return browser.post(REPORT, said).content.decode()


def test_before_the_checks_pass_no_report_is_asked_for(ada: Person, loop: Loop) -> None:
    assert "report" not in offered(ada)


def test_after_its_milestones_the_report_is_the_next_step(
    ada: Person, loop: Loop, browser: Client
) -> None:
    finish(ada, PROJECT)
    assert offered(ada) == ["report", "name-gaps"]
    today = browser.get("/today/").content.decode()
    assert "Write the report" in today
    assert "Its last part is to say in your own words" in today
    assert browser.get("/loop/report/").headers["Location"] == REPORT


def test_what_was_drawn_says_that_the_report_came_first(ada: Person, loop: Loop) -> None:
    finish(ada, PROJECT)
    offered(ada)
    options = Offer.objects.get(learner=ada).options
    assert options[0]["drawn"] == {"report": 1.0}
    assert [o["p"] for o in options] == [1.0, 0.0]


def test_half_a_report_is_the_next_step_still_and_says_how_far_it_is(
    ada: Person, loop: Loop, browser: Client
) -> None:
    finish(ada, PROJECT)
    assert "Some questions are still open" in write(browser, 2)
    assert offered(ada)[0] == "report"
    assert "what you cannot explain is often a gap" in browser.get("/loop/").content.decode()
    said = f"2 of {QUESTIONS} questions"
    assert said in browser.get("/today/").content.decode()
    assert said in browser.get("/loop/").content.decode()


def test_written_it_leads_on_to_the_gap(ada: Person, loop: Loop, browser: Client) -> None:
    finish(ada, PROJECT)
    assert 'href="/today/"' in write(browser, QUESTIONS)
    assert offered(ada) == ["name-gaps"]
    assert "your report" in browser.get("/loop/").content.decode()


def test_put_aside_it_comes_back_in_its_turn(ada: Person, loop: Loop) -> None:
    finish(ada, PROJECT)
    for first in ("name-gaps", "report", "name-gaps"):
        guide.something_else(ada)
        assert offered(ada)[0] == first


def test_once_a_gap_is_chosen_it_stands_behind_the_gap(ada: Person, loop: Loop) -> None:
    finish(ada, PROJECT)
    guide.standing(ada)
    loop.refresh_from_db()
    choose_gap(loop)
    assert offered(ada)[1] == "report"


def test_a_project_that_was_ended_as_it_is_asks_for_no_report(ada: Person, loop: Loop) -> None:
    actions.leave_steps(loop, [("project", "ended")], "gap")
    assert offered(ada) == ["name-gaps"]
