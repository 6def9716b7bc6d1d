"""What the pages show, to whom, and what they refuse."""

import re

import pytest
from django.test import Client

from ascent import clock
from ascent.accounts.models import Person
from ascent.kinds import registry
from ascent.learner import access, actions, queue
from ascent.learner.models import Evidence, Loop, Visit

PAGES = [
    "/today/",
    "/map/",
    "/map/?list",
    "/map/?list&sort=minutes",
    "/map/?view=all",
    "/loop/",
    "/review/",
    "/review/?practise",
    "/settings/",
    "/placement/",
    "/week/",
    "/week/?week=2026-W02",
    "/skill/ml-split/",
    "/skill/ml-split/?sheet",
    "/exercise/first-model/",
    "/tour/bike-rentals/",
    "/tour/bike-rentals/?stop=99",
    "/tour/bike-rentals/code/",
    "/project/rain-tomorrow/",
    "/project/rain-tomorrow/report/",
    "/kit/data/",
    "/welcome/",
    "/survey/",
]


def text(html: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", html))


@pytest.mark.parametrize("address", PAGES)
def test_every_page_opens(on_the_way: Client, address: str) -> None:
    response = on_the_way.get(address)
    assert response.status_code == 200
    assert "style=" not in re.sub(r"<svg.*?</svg>", "", response.content.decode(), flags=re.S)


@pytest.mark.parametrize("address", PAGES)
def test_no_page_opens_without_signing_in(db: None, address: str) -> None:
    assert Client(HTTP_HOST="127.0.0.1").get(address).status_code == 403


@pytest.mark.parametrize(
    "address",
    ["/skill/no-such/", "/exercise/no-such/", "/tour/first-model/", "/kit/no-such/", "/nowhere/"],
)
def test_what_is_not_there_says_so(browser: Client, address: str) -> None:
    response = browser.get(address)
    assert response.status_code == 404
    assert "There is n" in text(response.content.decode())


def test_who_is_new_is_welcomed_and_who_is_not_sees_today(browser: Client) -> None:
    assert browser.get("/")["Location"] == "/welcome/"
    answers = {"wish": "to guess", "hours": "4", "interest": "predict-from-tables"}
    assert browser.post("/survey/", answers)["Location"] == "/today/"
    assert browser.get("/")["Location"] == "/today/"


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"wish": ""}, "Write one sentence"),
        ({"hours": "0"}, "Half an hour"),
        ({"hours": "soon"}, "number"),
        ({"interest": "no-such"}, "not in this pack"),
    ],
)
def test_a_survey_with_a_hole_keeps_the_rest(
    browser: Client, ada: Person, wrong: dict[str, str], said: str
) -> None:
    answers = {"wish": "to guess", "hours": "7", "interest": "predict-from-tables", **wrong}
    response = browser.post("/survey/", answers)
    assert response.status_code == 422
    shown = response.content.decode()
    assert said in text(shown)
    assert answers["wish"] in shown
    assert f'value="{answers["hours"]}"' in shown
    assert access.open_loop(ada) is None


def test_today_has_one_glow(on_the_way: Client) -> None:
    html = on_the_way.get("/today/").content.decode()
    assert html.count("button-glow") == 1
    assert "Train your first model" in html


def test_something_else_changes_the_first_choice(on_the_way: Client) -> None:
    on_the_way.post("/else/")
    html = on_the_way.get("/today/").content.decode()
    assert html.index("How many bikes") < html.index("Train your first model")


def test_a_choice_from_the_map_opens_and_becomes_the_next_step(on_the_way: Client) -> None:
    response = on_the_way.post("/choose/rain-tomorrow/")
    assert response["Location"] == "/project/rain-tomorrow/"
    assert "You chose this yourself" in on_the_way.get("/today/").content.decode()


def test_who_can_do_it_already_jumps_to_the_hardest_exercise(on_the_way: Client) -> None:
    response = on_the_way.post("/show/ml-split/")
    assert response["Location"].startswith("/exercise/")
    html = on_the_way.get("/today/").content.decode()
    assert "You want to show" in html
    assert html.count("button-glow") == 1


def test_a_next_step_can_be_skipped_by_showing(on_the_way: Client) -> None:
    lesson = next(a for a in registry.pack().of_kind("lesson") if a.main_skill == "py-vars")
    on_the_way.post(f"/choose/{lesson.id}/")
    html = on_the_way.get("/today/").content.decode()
    assert re.findall(r'action="(/show/[^"]+)"', html) == ["/show/py-vars/"]
    opened = on_the_way.post("/show/py-vars/")["Location"]
    html = on_the_way.get("/today/").content.decode()
    assert opened in html
    assert "/show/" not in html


def test_what_cannot_be_shown_leads_to_where_it_can_be_learnt(on_the_way: Client) -> None:
    assert on_the_way.post("/show/no-such-skill/")["Location"] == "/map/"
    assert on_the_way.get("/show/ml-split/").status_code == 405


def test_a_date_can_be_moved_and_nonsense_changes_nothing(on_the_way: Client, ada: Person) -> None:
    before = Loop.objects.get().due
    for step, day in (("project", "no day"), ("project", "1999-01-01"), ("no-step", "2099-01-01")):
        response = on_the_way.post("/loop/date/", {"step": step, "day": day})
        assert response.status_code == 422
        assert "Nothing was changed" in response.content.decode()
    assert Loop.objects.get().due == before
    on_the_way.post("/loop/date/", {"step": "project", "day": "2099-01-01"})
    assert Loop.objects.get().due["project"] == "2099-01-01"


def test_a_step_that_its_date_has_ended_goes_on_when_it_gets_another(on_the_way: Client) -> None:
    loop = Loop.objects.get()
    actions.leave_steps(loop, [(s, "date") for s in ("study", "language", "libraries")], "project")
    on_the_way.post("/loop/date/", {"step": "language", "day": "2099-01-01"})
    loop.refresh_from_db()
    assert loop.step == "language"
    assert set(loop.left) == {"survey", "study"}
    assert "Language" in on_the_way.get("/loop/").content.decode()


def test_a_project_can_be_ended_as_it_is(on_the_way: Client) -> None:
    on_the_way.post("/loop/project/end/")
    assert Loop.objects.get().step == "study"
    loop = Loop.objects.get()
    actions.leave_steps(loop, [(s, "date") for s in ("study", "language", "libraries")], "project")
    on_the_way.post("/loop/project/end/")
    assert Loop.objects.get().step == "gap"
    assert "ended as it was" in on_the_way.get("/loop/").content.decode()


def test_the_survey_sent_twice_begins_one_loop(on_the_way: Client, ada: Person) -> None:
    answers = {"wish": "to guess", "hours": "4", "interest": "predict-from-tables"}
    on_the_way.post("/survey/", answers)
    assert Loop.objects.count() == 1
    on_the_way.post("/survey/", {**answers, "wish": "to see more"})
    assert Loop.objects.count() == 2


def test_the_survey_tells_who_had_a_loop_before_what_the_next_one_is(
    browser: Client, ada: Person
) -> None:
    first = text(browser.get("/survey/").content.decode())
    assert "then your first model" in first
    answers = {"wish": "to guess", "hours": "4", "interest": "predict-from-tables"}
    browser.post("/survey/", answers)
    again = text(browser.get("/survey/").content.decode())
    assert "then your first model" not in again
    assert "then your next loop" in again
    assert "made its project already" not in again
    project = registry.pack().interests["predict-from-tables"].project
    actions.open_visit(ada, project)
    Visit.objects.filter(activity=project).update(done=clock.now())
    made = text(browser.get("/survey/").content.decode())
    assert "You have made its project already" in made
    assert "one step that you did not take before" in made


def test_what_is_no_answer_is_asked_again_and_leaves_no_trace(on_the_way: Client) -> None:
    question = next(
        q for q in registry.pack().of_kind("question") if getattr(q.spec, "kind", "") == "numeric"
    )
    html = on_the_way.post(f"/question/{question.id}/answer/", {"given": "many"}).content.decode()
    assert "not a number" in html
    assert 'value="many"' in html
    assert not Evidence.objects.exists()


def test_practice_goes_on_after_a_question(on_the_way: Client) -> None:
    question = next(
        q for q in registry.pack().of_kind("question") if getattr(q.spec, "kind", "") == "one-of"
    )
    address = f"/question/{question.id}/answer/?practise"
    assert "/review/?practise" in on_the_way.post(address, {"given": "0"}).content.decode()


def test_settings_are_kept(on_the_way: Client, ada: Person) -> None:
    on_the_way.post("/settings/", {"theme": "dark"})
    html = on_the_way.get("/settings/").content.decode()
    assert 'data-theme="dark"' in html
    assert 'data-keys="off"' in html


def test_a_report_is_kept(on_the_way: Client) -> None:
    on_the_way.post("/project/rain-tomorrow/report/", {"answer-0": "Rain follows rain."})
    assert "Rain follows rain." in on_the_way.get("/project/rain-tomorrow/report/").content.decode()


def test_the_tour_opens_where_it_was_left(on_the_way: Client) -> None:
    stops = registry.pack().activities["bike-rentals"].spec.stops
    on_the_way.get("/tour/bike-rentals/?stop=3")
    assert stops[2].title in on_the_way.get("/tour/bike-rentals/").content.decode()


@pytest.mark.usefixtures("warm_kit")
def test_the_whole_reference_project_can_be_run(on_the_way: Client) -> None:
    assert "Run the whole file" in on_the_way.get("/tour/bike-rentals/?stop=1").content.decode()
    html = on_the_way.post("/tour/bike-rentals/run/").content.decode()
    assert "In weeks it has never seen" in html
    assert html.count("<img") == 1


def test_the_project_shows_which_lines_can_be_read(on_the_way: Client, ada: Person) -> None:
    assert (
        "You can read this line." not in on_the_way.get("/tour/bike-rentals/code/").content.decode()
    )
    activity = next(
        a
        for a in registry.pack().activities.values()
        if a.kind == "exercise" and a.main_skill == "pd-read"
    )
    subject = registry.kind_of(activity).subject(activity)
    attempt = actions.hand_in(ada, subject, {"code": ""}, "web")
    token = queue.claim(attempt.id)
    assert token is not None
    actions.settle(attempt.id, token, subject, actions.Graded("passed", 1.0))
    assert "You can read this line." in on_the_way.get("/tour/bike-rentals/code/").content.decode()


def test_only_a_pass_can_be_kept(on_the_way: Client, ada: Person) -> None:
    activity = registry.pack().activities["first-model"]
    subject = registry.kind_of(activity).subject(activity)
    attempt = actions.hand_in(ada, subject, {"code": "x = 1"}, "web")
    assert on_the_way.get(f"/keep/{attempt.id}/").status_code == 404


def test_rows_of_somebody_else_do_not_exist(on_the_way: Client, alan: Person) -> None:
    activity = registry.pack().activities["first-model"]
    theirs = actions.hand_in(
        alan, registry.kind_of(activity).subject(activity), {"code": ""}, "web"
    )
    for address in (f"/keep/{theirs.id}/", f"/exercise/first-model/attempt/{theirs.id}/"):
        assert on_the_way.get(address).status_code == 404
