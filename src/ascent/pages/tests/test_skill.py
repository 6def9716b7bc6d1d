"""The page of a skill: its curve, and every piece of evidence with what it changed."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta
from types import MappingProxyType
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client

from ascent import clock
from ascent.accounts.models import Person
from ascent.kinds import grading, registry
from ascent.learner import names, placements, state
from ascent.learner.models import Attempt, Evidence
from ascent.learner.tracing import history

PAGE = "/skill/ml-split/"
Record = Callable[..., Evidence]


def text(html: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", html))


def shown(browser: Client, address: str = PAGE) -> str:
    response = browser.get(address)
    assert response.status_code == 200
    return response.content.decode()


@pytest.fixture
def record(ada: Person) -> Record:
    """Writes one row of evidence some days ago, as an attempt at a question leaves it."""

    def write(days: float = 0, **changed: Any) -> Evidence:
        row: dict[str, Any] = {
            "learner": ada,
            "activity": "q-split-size",
            "kind": "question",
            "content_hash": "x",
            "skills": {"ml-split": 1.0},
            "outcome": "passed",
            "points": 1.0,
            "guess": 0.05,
            "slip": 0.1,
            "at": clock.now() - timedelta(days=days),
        }
        written = Evidence.objects.create(**{**row, **changed})
        state.rebuild(changed.get("learner", ada))
        return written

    return write


def test_without_evidence_it_says_what_will_be_here(on_the_way: Client) -> None:
    html = shown(on_the_way)
    assert "will be listed here" in text(html)
    assert 'class="curve"' not in html
    assert 'id="evidence"' in html


def test_the_curve_is_drawn_and_said(on_the_way: Client, record: Record) -> None:
    record(days=20)
    record(days=3)
    html = shown(on_the_way)
    label = re.search(r'class="curve" role="img" aria-label="([^"]+)"', html)
    assert label is not None
    assert "probably not yet known before" in label[1]
    assert "today" in label[1]
    assert html.count('class="curve-dot"') == 2
    assert 'class="curve-ahead"' in html
    assert "style=" not in html
    assert "The curve as a table" in html


def test_the_sheet_of_the_map_has_the_curve_and_leads_to_the_evidence(
    on_the_way: Client, record: Record
) -> None:
    record()
    html = shown(on_the_way, PAGE + "?sheet")
    assert 'class="curve"' in html
    assert 'href="/skill/ml-split/#evidence"' in html


def test_each_piece_says_what_it_changed_in_the_numbers_of_the_fold(
    on_the_way: Client, ada: Person, record: Record
) -> None:
    record(days=2, hints=2, solution_seen=True, seconds=600, predicted=0.714)
    record(days=1, outcome="wrong", points=0.5, misconception="test-as-train")
    said = text(shown(on_the_way))
    log = [(str(e.id), state.observation(e)) for e in Evidence.objects.filter(learner=ada)]
    points = history.curve(log, registry.links.current(), "ml-split")
    first, second = (round(100 * p.mastery) for p in points)
    assert f"From 20 % to {first} %" in said
    assert f"From {first} % to {second} %" in said
    assert "2 hints, solution seen, about 10 min, Ascent had given it a chance of 71 %" in said
    assert "50 % of the points, a known mistake: test as train" in said
    assert said.index(f"From {first} %") < said.index("From 20 %"), "the newest comes first"


def test_evidence_that_came_over_the_map_says_from_where(
    on_the_way: Client, record: Record
) -> None:
    pack = registry.pack()
    upper = next(s for s in pack.skills.values() if any(n.skill == "ml-split" for n in s.needed))
    record(skills={upper.id: 1.0})
    assert f"Indirectly, from “{upper.title}”" in text(shown(on_the_way)).replace("&#x27;", "'")


def test_a_placement_is_told_apart_and_leads_to_its_questions(
    on_the_way: Client, ada: Person
) -> None:
    sitting = placements.begin(ada)
    placements.reply(sitting, 1, placements.Reply("q-split-size", "ml-split", right=True))
    placements.finish(sitting, {"ml-split": 0.9}, answers=1)
    html = shown(on_the_way)
    assert "Placement · what you were asked lit up From 20 % to 90 %" in text(html)
    assert f'href="/placement/{sitting.id}/"' in html
    assert "probably known, by placement use" in text(html).lower()
    assert "mastered" not in text(html)
    listed = text(on_the_way.get("/map/?list").content.decode())
    assert "0 mastered, 1 probably known, by placement" in listed
    drawn = on_the_way.get("/map/").content.decode()
    assert 'probably known, by placement"' in drawn


def test_what_was_shown_under_a_former_name_counts(
    on_the_way: Client, record: Record, monkeypatch: pytest.MonkeyPatch
) -> None:
    renamed = {**registry.pack().renamed, "split-rows": "ml-split"}
    monkeypatch.setattr(names, "_source", lambda: MappingProxyType(renamed))
    record(skills={"split-rows": 1.0})
    for address in (PAGE, "/skill/split-rows/"):
        said = text(shown(on_the_way, address))
        assert "1 piece of evidence" in said
        assert "From 20 %" in said


def test_a_long_list_has_pages_and_nonsense_leads_to_one_of_them(
    on_the_way: Client, record: Record
) -> None:
    for n in range(30):
        record(days=30 - n, activity=f"q-{n}")
    first, last = shown(on_the_way), shown(on_the_way, PAGE + "?page=2")
    assert first.count('class="list-item"') > last.count('class="list-item"')
    assert "q-29" in first
    assert "q-0 " in text(last)
    assert "q-29" not in last
    assert shown(on_the_way, PAGE + "?page=-1&x=<script>")
    assert "Page 2 of 2" in text(shown(on_the_way, PAGE + "?page=999999"))
    assert "Page 1 of 2" in text(shown(on_the_way, PAGE + "?page=%00"))


def test_what_can_be_done_already_can_be_shown_at_once(on_the_way: Client, record: Record) -> None:
    assert 'action="/show/ml-split/"' in shown(on_the_way)
    for n in range(3):
        record(days=n)
    assert "/show/ml-split/" not in shown(on_the_way), "there is nothing to show that is known"


def test_what_others_have_shown_stays_theirs(
    on_the_way: Client, alan: Person, record: Record
) -> None:
    record(learner=alan, activity="alans-secret")
    html = shown(on_the_way)
    assert "alans-secret" not in html
    assert 'class="curve"' not in html


@pytest.mark.parametrize("name", ["no-such-skill", "ml_split", "a" * 300])
def test_a_skill_that_is_not_there_says_so(on_the_way: Client, name: str) -> None:
    response = on_the_way.get(f"/skill/{name}/")
    assert response.status_code == 404
    assert "There is no skill" in text(response.content.decode())


# ---- one attempt


@pytest.fixture
def answered(on_the_way: Client, ada: Person) -> Attempt:
    """Ada's wrong answer to a question with choices."""
    question = next(a for a in registry.pack().of_kind("question") if a.spec.kind == "one-of")
    wrong = next(i for i, c in enumerate(question.spec.choices) if not c.right)
    attempt = grading.submit(ada, question, {"given": wrong}, via="web")
    return grading.grade_now(attempt)


def test_an_attempt_shows_what_was_given_and_what_was_said(
    on_the_way: Client, answered: Attempt
) -> None:
    html = shown(on_the_way, f"/attempt/{answered.id}/")
    skill = registry.pack().activities[answered.activity].main_skill
    assert "Not yet" in html
    assert f'href="/skill/{skill}/#evidence"' in html
    assert f'href="/attempt/{answered.id}/"' in shown(on_the_way, f"/skill/{skill}/")


def test_an_attempt_at_something_that_is_gone_can_still_be_read(
    on_the_way: Client, answered: Attempt
) -> None:
    Attempt.objects.filter(id=answered.id).update(activity="long-gone")
    assert "no longer in the pack" in shown(on_the_way, f"/attempt/{answered.id}/")


@pytest.mark.parametrize(
    "given",
    [None, [], ["x"], "9999999", 5, {"a": 1}, [[1]], "<script>alert(1)</script>", "1" * 5000],
)
def test_an_answer_that_makes_no_sense_is_shown_all_the_same(
    on_the_way: Client, answered: Attempt, given: Any
) -> None:
    for question in {a.spec.kind: a for a in registry.pack().of_kind("question")}.values():
        Attempt.objects.filter(id=answered.id).update(activity=question.id, answer={"given": given})
        assert "<script>alert" not in shown(on_the_way, f"/attempt/{answered.id}/")


def test_code_is_shown_as_text(on_the_way: Client, ada: Person) -> None:
    exercise = registry.pack().activities["first-model"]
    code = "print('</code><script>alert(1)</script>')"
    attempt = grading.submit(ada, exercise, {"code": code}, via="web")
    html = shown(on_the_way, f"/attempt/{attempt.id}/")
    assert "no verdict yet" in html
    assert "<script>alert" not in html
    assert "alert" in html


def test_nobody_elses_attempt_can_be_read(
    on_the_way: Client, alan: Person, answered: Attempt
) -> None:
    Attempt.objects.filter(id=answered.id).update(learner=alan)
    assert on_the_way.get(f"/attempt/{answered.id}/").status_code == 404
    assert on_the_way.get(f"/attempt/{uuid4()}/").status_code == 404
