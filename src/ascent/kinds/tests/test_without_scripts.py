"""Where no scripts run, every form leads to a whole page, with what was sent still on it."""

import re
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client
from django.utils.html import escape

from ascent.accounts.models import Person
from ascent.curriculum.activity import Activity
from ascent.kinds import asking, registry
from ascent.kinds.lesson import text as lesson_text
from ascent.learner.models import Evidence, Offer

PACK = registry.pack()


@pytest.fixture
def plain(ada: Person) -> Client:
    client = Client(HTTP_HOST="127.0.0.1")
    client.force_login(ada)
    return client


def whole(answer: HttpResponse) -> str:
    """The page that came, which must be whole."""
    html = answer.content.decode()
    assert answer.status_code == 200
    assert html.count("<html") == 1
    assert html.rstrip().endswith("</html>")
    assert "<nav" in html
    return html


def question(kind: str) -> Activity:
    return next(q for q in PACK.of_kind("question") if q.spec.kind == kind)


def form_of(html: str) -> list[str]:
    """The items of an order question as the page has them."""
    return re.findall(r'name="given" value="(\d+)"', html)


# ---- questions


@pytest.mark.parametrize("kind", ["numeric", "one-of", "several-of", "predict-output"])
def test_an_answer_is_explained_on_a_whole_page(plain: Client, kind: str) -> None:
    asked = question(kind)
    right = {
        "numeric": lambda s: [s.answer],
        "predict-output": lambda s: [s.answer],
    }.get(kind, lambda s: [n for n, c in enumerate(s.choices) if c.right])
    given = {"given": right(asked.spec)}
    html = whole(plain.post(f"/question/{asked.id}/answer/", given))
    assert "Right." in html
    assert "Next question" in html
    assert Evidence.objects.get().points == 1.0


def test_what_is_no_answer_is_asked_again_on_a_whole_page(plain: Client) -> None:
    asked = question("numeric")
    html = whole(plain.post(f"/question/{asked.id}/answer/", {"given": "much"}))
    assert "That is not a number that can be read" in html
    assert 'value="much"' in html
    assert not Evidence.objects.exists()


def test_items_are_put_in_order_by_numbers(plain: Client) -> None:
    asked = question("order")
    page = plain.get(f"/question/{asked.id}/").content.decode()
    items = form_of(page)
    assert page.count('name="place"') == len(items)
    places = [int(item) + 1 for item in items]
    form = {"given": items, "place": places}
    assert "Right." in whole(plain.post(f"/question/{asked.id}/answer/", form))


def test_two_items_with_the_same_number_are_asked_for_again(plain: Client) -> None:
    asked = question("order")
    items = [str(n) for n in range(len(asked.spec.items))]
    for places in ([1] * len(items), ["9" * 5000] * len(items), ["²", "-1", "\0"]):
        form = {"given": items, "place": places}
        assert "Put all of the items in order" in whole(
            plain.post(f"/question/{asked.id}/answer/", form)
        )


def test_an_answered_question_leads_back_to_today_where_it_was_the_next_step(
    plain: Client, ada: Person
) -> None:
    asked = question("numeric")
    step = [{"activity": asked.id, "p": 1.0, "reasons": [], "reason": ""}]
    for options, label, onwards in (
        ([], "Next question", "/review/"),
        (step, "Next step", "/today/"),
    ):
        Offer.objects.update_or_create(learner=ada, defaults={"options": options, "basis": ""})
        html = whole(plain.post(f"/question/{asked.id}/answer/", {"given": "1"}))
        assert label in html
        assert f'href="{onwards}"' in html


def test_moved_items_need_no_numbers() -> None:
    class Sent(dict[str, list[str]]):
        def getlist(self, key: str) -> list[str]:
            return self.get(key, [])

    spec: Any = question("order").spec
    assert asking.given(spec, Sent(given=["2", "0", "1"])) == ["2", "0", "1"]
    assert asking.given(spec, Sent(given=["2", "0", "1"], place=["3", "1", "2"])) == ["0", "1", "2"]


# ---- lessons


@pytest.mark.usefixtures("warm_kit")
def test_a_cell_runs_on_a_whole_page_and_keeps_what_was_typed(plain: Client) -> None:
    lesson = next(a for a in PACK.of_kind("lesson") if len(lesson_text.cells(a)) >= 2)
    page = plain.get(f"/lesson/{lesson.id}/").content.decode()
    assert f'formaction="/lesson/{lesson.id}/cell/1/#output-1"' in page
    form = {"cell-1": "print('my' + 'self')", "cell-2": "not_run_yet = 1"}
    html = whole(plain.post(f"/lesson/{lesson.id}/cell/1/", form))
    output = html.partition('id="output-1"')[2].partition("</pre>")[0]
    assert "myself" in output
    assert "not_run_yet = 1" in html, "the other cells stand as they were typed"


def test_a_cell_that_is_not_there_is_not_found(plain: Client) -> None:
    lesson = PACK.of_kind("lesson")[0]
    for number in (0, 400):
        assert plain.post(f"/lesson/{lesson.id}/cell/{number}/").status_code == 404


# ---- tours


def stop_with(tour: Activity, what: str) -> int:
    """The number of the first stop with a knob, or with a question about a number."""
    stops = [(n, getattr(stop, what)) for n, stop in enumerate(tour.spec.stops, start=1)]
    return next(n for n, it in stops if it and getattr(it, "kind", "numeric") == "numeric")


def test_a_question_of_a_tour_is_answered_at_its_stop(plain: Client) -> None:
    tour = PACK.of_kind("tour")[0]
    number = stop_with(tour, "question")
    address = f"/tour/{tour.id}/stop/{number}/answer/"
    html = whole(plain.post(address, {"given": "987654321"}))
    assert "Not this time" in html
    assert f"stop {number} of" in html
    assert 'role="alert"' in whole(plain.post(address, {})), "asked again"


@pytest.mark.usefixtures("warm_kit")
def test_a_knob_is_turned_at_its_stop(plain: Client) -> None:
    tour = PACK.of_kind("tour")[0]
    number = stop_with(tour, "knob")
    choice = tour.spec.stops[number - 1].knob.choices[1]
    html = whole(plain.post(f"/tour/{tour.id}/stop/{number}/turn/", {"choice": choice}))
    assert f"stop {number} of" in html
    assert re.search(rf'value="{re.escape(escape(choice))}" checked', html)
    assert "<pre" in html.partition('id="knob-output"')[2].partition("</form>")[0]


@pytest.mark.usefixtures("warm_kit")
def test_the_whole_file_runs_where_it_was_asked_for(plain: Client) -> None:
    tour = PACK.of_kind("tour")[0]
    html = whole(plain.post(f"/tour/{tour.id}/run/", {"from": "code"}))
    assert "Reference project" in html
    assert "<pre" in html.partition('id="whole-output"')[2]
