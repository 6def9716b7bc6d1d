"""Components: what they put on the page."""

import pytest
from django.template import Context, Template, TemplateSyntaxError
from django.test import RequestFactory

from ascent import clock
from ascent.ui import views
from ascent.ui.templatetags import ui as tags

pytestmark = pytest.mark.urls("ascent.ui.urls")


def html(source: str, **context) -> str:
    return Template("{% load ui %}" + source).render(Context(context))


def test_the_design_page_shows_every_component():
    request = RequestFactory().get("/design/")
    request.csp_nonce = "once"
    page = views.design(request).content.decode()
    for style in ("next", "verdict", "checks", "output", "ladder", "meter", "profile", "conflict",
                  "choices", "empty", "notice", "editor", "field"):  # fmt: skip
        assert f'class="{style}' in page
    assert page.count("button-glow") == 1
    assert 'nonce="once"' in page


def test_a_link_is_a_link_and_a_button_a_button():
    assert html('{% button "Go" href="/x" key="n" %}').startswith('<a class="button ')
    assert 'data-key="n"' in html('{% button "Go" href="/x" key="n" %}')
    assert html('{% button "Go" hx_post="/x" %}').startswith("<button")
    assert ' hx-post="/x"' in html('{% button "Go" hx_post="/x" %}')


def test_words_given_to_components_are_escaped():
    bad = "<script>"
    assert bad not in html(
        "{% button t title=t %}{% tag t %}{% icon 'x' label=t %}{% key t %}", t=bad
    )
    assert bad not in html("{% output text=t error=t label=t %}{% meter 1 2 t %}", t=bad)
    assert bad not in html("{% conflict t t 'sha' %}{% editor t t %}", t=bad)


ROWS = [
    {"sentence": "It runs.", "state": "pass"},
    {"sentence": "It learns.", "state": "fail", "message": "It does `not`."},
    {"sentence": "It lasts.", "state": "fail", "message": "It stops."},
    {"sentence": "It ends.", "state": "pending"},
]


def test_only_the_first_failing_check_is_open():
    page = html("{% checks rows %}", rows=ROWS)
    assert page.count("<details open>") == 1
    assert page.index("<details open>") < page.index("It learns.") < page.index("It lasts.")
    assert "It does <code>not</code>." in page


def test_a_check_says_its_state_in_a_word():
    page = html("{% checks rows %}", rows=ROWS)
    assert [page.count(f">{word}<") for word in ("Passes", "Fails", "Not run")] == [1, 2, 1]


@pytest.mark.parametrize("outcome", sorted(tags.OUTCOMES))
def test_every_outcome_has_a_sign_and_a_word(outcome):
    page = html("{% verdict outcome %}", outcome=outcome)
    assert "<svg" in page
    assert tags.OUTCOMES[outcome][2] in page


def test_an_unknown_outcome_is_an_error_that_names_the_known_ones():
    with pytest.raises(TemplateSyntaxError, match="'passed'"):
        html('{% verdict "fine" %}')


def test_the_ladder_shows_all_rungs_and_one_button():
    rungs = [{"name": "Nudge", "text": "Look."}, {"name": "Idea"}, {"name": "Worked step"}]
    page = html("{% hints rungs '/hint' 'hints' %}", rungs=rungs)
    assert [page.count(name) for name in ("1. Nudge", "2. Idea", "3. Worked step")] == [1, 1, 1]
    assert page.count("<form") == 1
    assert page.index("2. Idea") < page.index("<form") < page.index("3. Worked step")


def test_an_answered_question_says_what_was_right_and_why():
    options = [
        {"value": "a", "text": "One", "right": False, "why": "Because not."},
        {"value": "b", "text": "Two", "right": True, "why": "Because."},
    ]
    asked = html("{% choices 'Which?' 'q' options %}", options=options)
    told = html(
        "{% choices 'Which?' 'q' options answered=True chosen=c %}", options=options, c=["a"]
    )
    assert "Because" not in asked
    assert "Your answer" in told
    assert "Because not." in told


def test_a_conflict_marks_the_lines_that_differ_and_keeps_the_other_text():
    page = html("{% conflict a b 's1' %}", a="x = 1\ny = 2\n", b="x = 1\ny = 3\n")
    assert page.count("line-differs") == 2
    assert 'data-sha="s1"' in page
    assert "<textarea hidden data-theirs>x = 1\ny = 3\n</textarea>" in page


def test_the_editor_keeps_a_text_that_begins_with_an_empty_line():
    page = html("{% editor t 'Code' %}", t="\nx = 1")
    assert ">\n\nx = 1</textarea>" in page  # HTML drops the first line feed, not the second


@pytest.mark.parametrize(("value", "text"), [(5, "5 min"), (60, "1 h"), (95, "1 h 35 min")])
def test_minutes_read_as_people_say_them(value, text):
    assert tags.minutes(value) == text


def test_a_date_says_the_year_only_when_it_is_another_one():
    this = clock.today().replace(month=3, day=9)
    assert ">9 March<" in tags.day(this)
    assert f">9 March {this.year + 1}<" in tags.day(this.replace(year=this.year + 1))
    assert tags.day(None) == "no date yet"


def test_an_icon_that_is_not_there_is_an_error_that_says_what_to_do():
    with pytest.raises(KeyError, match="make vendor"):
        tags.icon("unicorn")


def test_a_meter_of_nothing_is_empty():
    assert 'width="0.00%"' in html('{% meter 0 0 "You can read" %}')
