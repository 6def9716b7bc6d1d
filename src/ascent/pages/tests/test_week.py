"""The look-back on a week, as the page shows it."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from django.test import Client

from ascent import clock
from ascent.accounts.models import Person
from ascent.coach import week
from ascent.kinds import registry
from ascent.learner import placements, state
from ascent.learner.models import Evidence, Loop


def text(html: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", html))


def shown(browser: Client, query: str = "") -> str:
    response = browser.get(f"/week/{query}")
    assert response.status_code == 200
    return response.content.decode()


def record(person: Person, when: datetime, skill: str = "ml-split", minutes: int = 30) -> None:
    """Three right answers, one after another: the skill is lit afterwards."""
    for n in range(3):
        Evidence.objects.create(
            learner=person,
            activity=f"q-{skill}-{n}",
            kind="question",
            content_hash="x",
            skills={skill: 1.0},
            outcome="passed",
            points=1.0,
            guess=0.05,
            slip=0.1,
            seconds=20 * minutes,
            at=when + timedelta(seconds=n),
        )
    state.rebuild(person)


def this_monday() -> datetime:
    first = week.monday(clock.today())
    return datetime.combine(first, datetime.min.time(), clock.ZONE)


def test_an_empty_week_is_one_sentence_without_blame(on_the_way: Client) -> None:
    said = text(shown(on_the_way))
    assert "Nothing of this week has left evidence yet." in said
    assert "What lit up" not in said


def test_what_lit_up_leads_to_its_evidence(on_the_way: Client, ada: Person) -> None:
    record(ada, this_monday())
    html = shown(on_the_way)
    assert 'href="/skill/ml-split/#evidence"' in html
    assert registry.pack().skills["ml-split"].title in html


def test_what_a_placement_took_as_known_is_one_sentence_with_its_page(
    on_the_way: Client, ada: Person
) -> None:
    sitting = placements.begin(ada)
    placements.reply(sitting, 1, placements.Reply("q-split-size", "ml-split", right=True))
    skills = list(registry.pack().skills)[:7]
    placements.finish(sitting, dict.fromkeys(skills, 0.9), answers=1)
    html = shown(on_the_way)
    assert "A placement took 7 skills as probably known." in text(html)
    assert f'href="/placement/{sitting.id}/"' in html
    assert f'href="/skill/{skills[0]}/#evidence"' not in html


def test_hours_stand_against_the_plan_and_are_called_an_estimate(
    on_the_way: Client, ada: Person
) -> None:
    Loop.objects.update(started=clock.today() - timedelta(days=40), hours=4)
    record(ada, this_monday() - timedelta(days=5), minutes=180)
    before = shown(on_the_way, f"?week={week.name(this_monday().date() - timedelta(days=5))}")
    assert "You planned 4 hours and spent about 3 hours." in text(before)
    assert "Hours are an estimate" in before


def test_a_date_that_is_near_is_named_with_the_way_to_move_it(
    on_the_way: Client, ada: Person
) -> None:
    loop = Loop.objects.get()
    loop.due = {**loop.due, "study": (clock.today() + timedelta(days=4)).isoformat()}
    loop.save()
    html = shown(on_the_way)
    assert "in 4 days" in text(html)
    assert 'href="/loop/#move"' in html


def test_what_is_fading_now_can_be_brought_back(on_the_way: Client, ada: Person) -> None:
    record(ada, this_monday() - timedelta(days=90))
    html = shown(on_the_way)
    assert "What is fading" in html
    assert 'href="/review/"' in html
    assert "minute" in text(html)


def test_a_long_list_of_what_fades_is_folded(
    on_the_way: Client, ada: Person, later: Callable[[float], None]
) -> None:
    sitting = placements.begin(ada)
    found = dict.fromkeys(list(registry.pack().skills)[:15], 0.95)
    placements.reply(sitting, 1, placements.Reply("q-split-size", "ml-split", right=True))
    placements.finish(sitting, found, answers=1)
    later(150)
    html = shown(on_the_way)
    fading, _, folded = html.partition("And 3 more.")
    assert fading.partition("What is fading")[2].count('href="/skill/') == 12
    assert folded.partition("</details>")[0].count('href="/skill/') == 3


def test_weeks_lead_to_one_another_and_not_beyond_the_first(
    on_the_way: Client, ada: Person
) -> None:
    record(ada, this_monday() - timedelta(days=6))
    html = shown(on_the_way)
    before = re.search(r'href="\?week=([^"]+)" rel="prev"', html)
    assert before is not None
    assert 'rel="next"' not in html
    earlier = shown(on_the_way, f"?week={before[1]}")
    assert 'rel="next"' in earlier
    assert 'rel="prev"' not in earlier


@pytest.mark.parametrize(
    "asked", ["soon", "2026-W99", "0001-01-01", "9999-12-31", "%00", "2999-W10"]
)
def test_a_week_that_is_none_says_so(on_the_way: Client, asked: str) -> None:
    response = on_the_way.get(f"/week/?week={asked}")
    assert response.status_code == 404
    assert "There is no" in text(response.content.decode())


def test_what_others_did_is_not_in_it(on_the_way: Client, alan: Person) -> None:
    record(alan, this_monday())
    assert "ml-split" not in shown(on_the_way)


def test_no_week_opens_without_signing_in(db: None) -> None:
    assert Client(HTTP_HOST="127.0.0.1").get("/week/").status_code == 403
