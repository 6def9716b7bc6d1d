"""The pages of a placement: asked, answered, stopped, told; to nobody but its learner."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any
from uuid import uuid4

import pytest
from django.http import HttpResponse
from django.template.loader import render_to_string
from django.test import Client

from ascent import clock
from ascent.accounts.models import Person
from ascent.coach.particles import Seen
from ascent.coach.placement import LEAST, MOST
from ascent.coach.structure import Prior, structure_of
from ascent.kinds import guide, registry
from ascent.kinds import placing as work
from ascent.learner import placements, state
from ascent.learner.models import Attempt, Evidence, Placement
from ascent.learner.tracing.folding import LearnerState, Observation, SkillState, fold

HTMX = {"HX-Request": "true"}


def right(question: str) -> dict[str, Any]:
    """The right answer to a question, as its form sends it."""
    spec: Any = registry.pack().activities[question].spec
    if spec.kind in ("numeric", "predict-output"):
        return {"given": str(spec.answer)}
    if spec.kind == "order":
        return {"given": [str(i) for i in range(len(spec.items))]}
    return {"given": [str(i) for i, choice in enumerate(spec.choices) if choice.right]}


def asked_now(client: Client) -> tuple[str, str]:
    """The address to which the question on the page is answered, and the question."""
    html = client.get("/placement/").content.decode()
    found = re.search(r'action="(/placement/\d+/([a-z0-9-]+)/)"', html)
    assert found, "no question is on the page"
    return found[1], found[2]


def press(client: Client, **given: Any) -> tuple[str, HttpResponse]:
    """Answer the question on the page; right, unless something else is given."""
    address, question = asked_now(client)
    return question, client.post(address, given or right(question))


def text(response: HttpResponse) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode()))


@pytest.fixture(autouse=True)
def same_chance(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every placement has the same seed, so that it asks the same on every day."""
    monkeypatch.setattr("ascent.learner.placements.secrets.randbits", lambda bits: 7)


@pytest.fixture
def placing(on_the_way: Client) -> Client:
    """A learner after the survey who has begun a placement."""
    on_the_way.post("/placement/begin/")
    return on_the_way


def test_nothing_begins_by_looking(on_the_way: Client) -> None:
    page = on_the_way.get("/placement/")
    assert "At most 25 questions" in text(page)
    assert not Placement.objects.exists()


def test_it_can_be_left_before_the_first_answer_without_a_trace(placing: Client) -> None:
    assert placing.post("/placement/stop/")["Location"] == "/today/"
    assert not Placement.objects.exists()
    assert not Evidence.objects.exists()


def test_a_question_has_words_and_a_picture_and_no_verdict(placing: Client) -> None:
    _, response = press(placing, given=["0"], unsure="yes")
    assert response["Location"] == "/placement/"
    page = placing.get("/placement/")
    assert "Question 2 of at most 25" in text(page)
    assert "Probably known: 0 of" in text(page)
    assert 'class="topo"' in page.content.decode()
    assert "Not this time" not in text(page)


def test_a_beginner_is_out_after_three_questions(placing: Client) -> None:
    for _ in range(2):
        assert press(placing, unsure="yes")[1]["Location"] == "/placement/"
    _, last = press(placing, unsure="yes")
    page = placing.get(last["Location"])
    assert "You begin at the beginning" in text(page)
    assert "button-glow" in page.content.decode()
    assert Placement.objects.get().finished is not None


def test_somebody_who_knows_it_all_is_told_so_within_the_limit(
    placing: Client, ada: Person
) -> None:
    for _ in range(MOST):
        _, response = press(placing)
        page = placing.get(response["Location"])
        if "Question" not in text(page):
            break
    if Placement.objects.get().finished is None:
        response = placing.post("/placement/stop/")
    row = Placement.objects.get()
    assert len(row.asked) <= MOST
    assert f"/placement/{row.id}/" == response["Location"]
    page = placing.get(response["Location"])
    assert "You probably know" in text(page)
    assert len(state.of(ada).known_skills()) >= 30


def test_what_was_found_is_one_row_of_evidence_that_moves_the_state(
    placing: Client, ada: Person
) -> None:
    for _ in range(4):
        press(placing)
    placing.post("/placement/stop/")
    row = Evidence.objects.get()
    assert (row.kind, row.outcome, row.activity) == ("placement", "placed", "placement")
    assert row.skills
    assert all(0 < p < 1 for p in row.skills.values())
    learner = state.of(ada)
    likely = {skill for skill, p in row.skills.items() if p >= 0.8}
    assert likely
    assert likely <= learner.known_skills()
    assert state.rebuild(ada).to_json() == learner.to_json()
    assert not Attempt.objects.exists()


def test_the_same_answer_sent_twice_counts_once(placing: Client) -> None:
    address, question = asked_now(placing)
    for _ in range(3):
        assert placing.post(address, right(question)).status_code == 302
    assert [one["activity"] for one in Placement.objects.get().asked] == [question]


def test_an_answer_to_another_question_than_the_one_asked_changes_nothing(placing: Client) -> None:
    _, question = asked_now(placing)
    others = [q.id for q in registry.pack().of_kind("question") if q.id != question]
    for address in (
        f"/placement/1/{others[0]}/",
        f"/placement/2/{question}/",
        f"/placement/99999999999999999999/{question}/",
        "/placement/1/no-such-question/",
    ):
        assert placing.post(address, {"given": "0", "unsure": "yes"}).status_code == 302
    assert Placement.objects.get().asked == []


def test_what_is_no_answer_is_asked_again(placing: Client) -> None:
    address, _ = asked_now(placing)
    for headers in ({}, HTMX):
        response = placing.post(address, {"given": " "}, headers=headers)
        assert response.status_code == 200
        assert "field-error" in response.content.decode()
    assert Placement.objects.get().asked == []


def test_no_question_is_asked_a_second_time_in_another_placement(placing: Client) -> None:
    for _ in range(3):
        press(placing, unsure="yes")
    placing.post("/placement/begin/")
    for _ in range(3):
        press(placing, unsure="yes")
    first, second = Placement.objects.order_by("started")
    assert first.finished is not None
    assert not {one["activity"] for one in first.asked} & {one["activity"] for one in second.asked}


def test_only_questions_about_the_way_are_asked_until_the_rest_is_wanted(placing: Client) -> None:
    assert "skills on your way" in text(placing.get("/placement/"))
    placing.post("/placement/begin/?wide")
    assert "skills on the map" in text(placing.get("/placement/"))
    press(placing)
    assert "skills on the map" in text(placing.get("/placement/")), "it is kept"


def test_the_whole_map_can_be_wanted_from_the_start_and_is_remembered(on_the_way: Client) -> None:
    first = on_the_way.get("/placement/").content.decode()
    assert '<input type="checkbox" name="wide" value="yes">' in first
    on_the_way.post("/placement/begin/", {"wide": "yes"})
    assert "skills on the map" in text(on_the_way.get("/placement/"))
    press(on_the_way)
    on_the_way.post("/placement/stop/")
    second = on_the_way.get("/placement/").content.decode()
    assert '<input type="checkbox" name="wide" value="yes" checked>' in second
    assert "Last time you asked for the whole map." in second
    on_the_way.post("/placement/begin/")
    assert "skills on your way" in text(on_the_way.get("/placement/"))


def test_after_a_placement_you_stand_at_the_next_step(placing: Client, ada: Person) -> None:
    for _ in range(4):
        press(placing)
    placing.post("/placement/stop/")
    offer = guide.next_step(ada)
    assert offer is not None
    steps = [o["activity"] for o in offer.options if o["activity"] in registry.pack().activities]
    title = registry.pack().skills[registry.pack().activities[steps[0]].main_skill].title
    said = re.findall(
        r'aria-label="([^"]*you are here[^"]*)"', placing.get("/map/").content.decode()
    )
    assert [one.partition(",")[0] for one in said] == [title]


def test_what_a_placement_lit_is_said_to_be_so_when_it_fades(
    placing: Client, ada: Person, later: Callable[[float], None]
) -> None:
    for _ in range(4):
        press(placing)
    placing.post("/placement/stop/")
    later(120)
    skill = min(state.of(ada).known_skills())
    assert state.of(ada).fading(skill, clock.now().timestamp())
    page = text(placing.get(f"/skill/{skill}/"))
    assert "fading" in page
    assert "probably known, by placement" in page
    both = "fading; probably known, by placement"
    assert both in text(placing.get("/map/?list"))
    spoken = "fading, due for review, probably known, by placement"
    assert spoken in placing.get("/map/?view=all").content.decode()


def test_with_htmx_the_next_question_comes_in_the_same_place(placing: Client) -> None:
    address, question = asked_now(placing)
    response = placing.post(address, right(question), headers=HTMX)
    html = response.content.decode()
    assert response["HX-Retarget"] == "#placement"
    assert "Question 2" in html
    assert "<html" not in html
    assert 'tabindex="-1" autofocus' in html


def test_with_htmx_the_end_is_a_page_of_its_own(placing: Client) -> None:
    for _ in range(3):
        address, _ = asked_now(placing)
        response = placing.post(address, {"unsure": "yes"}, headers=HTMX)
    assert response["HX-Redirect"] == f"/placement/{Placement.objects.get().id}/"


def test_what_was_found_is_nobody_elses_to_see(placing: Client) -> None:
    for _ in range(3):
        press(placing, unsure="yes")
    address = f"/placement/{Placement.objects.get().id}/"
    eve = Client(HTTP_HOST="127.0.0.1")
    eve.force_login(Person.objects.create_user("eve"))
    assert placing.get(address).status_code == 200
    assert eve.get(address).status_code == 404
    assert eve.get(f"/placement/{uuid4()}/").status_code == 404
    assert Client(HTTP_HOST="127.0.0.1").get(address).status_code == 403


def test_a_placement_that_goes_on_cannot_be_read_as_one_that_ended(placing: Client) -> None:
    assert placing.get(f"/placement/{Placement.objects.get().id}/").status_code == 404


def test_pages_that_change_something_are_not_opened_by_a_link(placing: Client) -> None:
    address, _ = asked_now(placing)
    for path in ("/placement/begin/", "/placement/stop/", address):
        assert placing.get(path).status_code == 405


def test_every_question_is_told_at_the_end_with_its_answer(placing: Client) -> None:
    for _ in range(3):
        press(placing, unsure="yes")
    page = placing.get(f"/placement/{Placement.objects.get().id}/")
    assert text(page).count("you did not know it yet") == 3


def test_two_questions_may_come_and_go_and_the_place_is_kept(placing: Client) -> None:
    press(placing)
    assert asked_now(placing) == asked_now(placing)
    before = asked_now(placing)
    work._belief.cache_clear()
    work._beforehand.cache_clear()
    assert asked_now(placing) == before


def test_who_was_placed_before_is_not_told_to_begin_at_the_beginning(placing: Client) -> None:
    for _ in range(2):
        press(placing)
    placing.post("/placement/stop/")
    placing.post("/placement/begin/")
    press(placing, unsure="yes")
    page = placing.get(placing.post("/placement/stop/")["Location"])
    assert "begin at the beginning" not in text(page)


def test_when_nothing_on_the_way_is_open_it_ends_and_the_rest_of_the_map_is_offered(
    placing: Client,
) -> None:
    for _ in range(MOST):
        _, answer = press(placing)
        if Placement.objects.get().finished is not None:
            break
    page = placing.get(answer["Location"])
    assert "You probably know" in text(page)
    assert 'action="/placement/begin/?wide"' in page.content.decode()
    assert Evidence.objects.get().kind == "placement", "who leaves here has lost nothing"
    assert placing.post("/placement/begin/?wide")["Location"] == "/placement/"
    assert "skills on the map" in text(placing.get("/placement/"))


def test_who_left_is_told_at_which_question_it_goes_on(placing: Client, ada: Person) -> None:
    assert work.waiting(ada) == work.Waiting(number=1, is_over=False)
    for _ in range(2):
        press(placing)
    found = work.waiting(ada)
    assert found == work.Waiting(number=3, is_over=False)
    html = render_to_string("pages/placement_waiting.html", {"waiting": found})
    assert '<a href="/placement/">Go on with your placement at question 3</a>' in html


def test_what_is_finished_and_was_never_looked_at_waits_with_its_button(
    placing: Client, ada: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    press(placing)
    monkeypatch.setattr(work, "_items", lambda *_: ())  # the pack has no other question any more
    found = work.waiting(ada)
    assert found == work.Waiting(number=2, is_over=True)
    html = render_to_string("pages/placement_waiting.html", {"waiting": found})
    assert "Your placement is finished" in html
    assert 'action="/placement/stop/"' in html
    placing.post("/placement/stop/")
    assert work.waiting(ada) is None
    assert "waiting" not in render_to_string("pages/placement_waiting.html", {"waiting": None})


def test_a_second_placement_asks_again_about_what_the_first_took_as_known(
    placing: Client,
) -> None:
    for _ in range(4):
        press(placing)
    placing.post("/placement/stop/")
    first = state.of(Person.objects.get()).known_skills()
    assert len(first) > 10, "four right answers light much of the map"
    placing.post("/placement/begin/")
    for _ in range(6):
        if "Question" in text(placing.get("/placement/")):
            press(placing, unsure="yes")
    placing.post("/placement/stop/")
    second = state.of(Person.objects.get()).known_skills()
    assert len(second) < len(first) / 2, "and a few that are not known put it right"


def test_an_answer_in_another_tab_is_not_left_out_of_what_is_kept(
    placing: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    for _ in range(2):
        press(placing)
    finish = placements.finish

    def answered_meanwhile(row: Placement, found: dict[str, float], answers: int) -> Placement:
        monkeypatch.setattr(placements, "finish", finish)
        press(placing)
        return finish(row, found, answers)

    monkeypatch.setattr(placements, "finish", answered_meanwhile)
    placing.post("/placement/stop/")
    row = Placement.objects.get()
    assert len(row.asked) == 3
    assert row.asked[2]["skill"] in Evidence.objects.get(kind="placement").skills


def test_from_the_lowest_that_a_placement_says_the_first_pass_lights_a_skill(ada: Person) -> None:
    pack = registry.pack()
    dark = []
    for activity in pack.of_kind("exercise"):
        subject = registry.kind_of(activity).subject(activity)
        about: dict[str, Any] = {
            "guess": subject.guess,
            "slip": subject.slip,
            "difficulty": subject.difficulty,
        }
        passed = Observation(
            at=1e9, skills=subject.skills, outcome="passed", kind="exercise", **about
        )
        placed = {skill: SkillState(p=LEAST, placed=LEAST) for skill in subject.skills}
        if not fold(LearnerState(placed), passed).known(activity.main_skill):
            dark.append(activity.id)
    assert dark == []


def test_somebody_who_has_shown_hundreds_of_skills_can_be_placed() -> None:
    needs = {f"s{n}": ((f"s{n - 1}",) if n % 20 else ()) for n in range(600)}
    structure = structure_of(needs, dict.fromkeys(needs, "area"), Prior())
    record = tuple(Seen(n, True, 0.1, 0.1) for n in range(600))
    belief = work._belief(structure, 1, record, ())
    assert belief.p.mean() > 0.9
