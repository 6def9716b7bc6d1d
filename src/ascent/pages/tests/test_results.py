"""What a page shows of an attempt, at once and after a reload, and of an answer."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.test import Client

from ascent.accounts.models import Person
from ascent.curriculum.activity import Activity
from ascent.kinds import registry
from ascent.learner import actions, names, queue
from ascent.learner.actions import Graded
from ascent.ui import markdown

PROJECT = "rain-tomorrow"


def settled(person: Person, activity_id: str, outcome: str, verdict: dict[str, Any]) -> str:
    """A settled attempt; the address of its result."""
    activity = registry.pack().activities[activity_id]
    subject = registry.kind_of(activity).subject(activity)
    attempt = actions.hand_in(person, subject, {"code": outcome}, "web")
    token = queue.claim(attempt.id)
    assert token is not None
    verdict = {"outcome": outcome, **verdict}
    actions.settle(attempt.id, token, subject, Graded(outcome, 1.0, verdict))
    return f"/{activity.kind}/{activity_id}/attempt/{attempt.id}/"


def test_a_passed_exercise_names_the_next_step_after_a_reload_too(
    on_the_way: Client, ada: Person
) -> None:
    result = settled(ada, "first-model", "passed", {"checks": []})
    for address in (result, "/exercise/first-model/"):
        html = on_the_way.get(address).content.decode()
        assert html.count("button-glow") == 1, address
        assert 'aria-label="Skills"' in html, address
    settled(ada, "first-model", "wrong", {"checks": []})
    assert "button-glow" not in on_the_way.get("/exercise/first-model/").content.decode()


def test_a_tab_that_waits_shows_the_newest_verdict(on_the_way: Client, ada: Person) -> None:
    older = settled(ada, "first-model", "wrong", {"checks": []})
    settled(ada, "first-model", "passed", {"checks": []})
    response = on_the_way.get(older)
    assert response.status_code == 200
    assert "Every check passes" in response.content.decode()


def states(html: str) -> list[str]:
    listed = html.split('id="milestones"')[1].split("</ol>")[0]
    marks = re.findall(r'<span class="meta">(.*?)</span>', listed, re.S)
    return [re.sub(r"<[^>]+>", "", mark).strip() for mark in marks]


def test_milestones_show_how_their_checks_ended(on_the_way: Client, ada: Person) -> None:
    address = f"/project/{PROJECT}/"
    spec: Any = registry.pack().activities[PROJECT].spec
    assert set(states(on_the_way.get(address).content.decode())) == {"not checked"}
    names = [m.check for m in spec.milestones]
    about = {"sentence": "It holds.", "message": "", "error": "", "points": 1}
    ended = ["passed", "wrong", "not-run"]
    checks = [{"name": n, "outcome": o, **about} for n, o in zip(names, ended, strict=False)]
    result = settled(ada, PROJECT, "wrong", {"checks": checks})
    shown = ["passes", "not yet", "not checked"]
    assert states(on_the_way.get(address).content.decode())[:3] == shown
    swapped = on_the_way.get(result).content.decode()
    assert states(swapped)[:3] == shown
    assert "hx-swap-oob" in swapped


def question(kind: str, **having: bool) -> Activity:
    """A question of the pack of this kind, in which each named part is there."""
    for found in registry.pack().of_kind("question"):
        spec: Any = found.spec
        if spec.kind == kind and all(bool(getattr(spec, part)) for part in having):
            return found
    pytest.skip(f"the pack has no {kind} question with {having}")


def test_an_order_is_explained_item_by_item(on_the_way: Client) -> None:
    asked = question("order", why=True)
    spec: Any = asked.spec
    given = {"given": [str(at) for at in range(len(spec.items))]}
    html = on_the_way.post(f"/question/{asked.id}/answer/", given).content.decode()
    for why in spec.why:
        assert markdown.render_inline(why) in html


@pytest.mark.parametrize("kind", ["one-of", "several-of"])
def test_a_choice_is_explained_as_a_whole(
    on_the_way: Client, monkeypatch: pytest.MonkeyPatch, kind: str
) -> None:
    asked = question(kind)
    told = asked.spec.model_copy(update={"explanation": "Because rows are the future."})
    monkeypatch.setitem(asked.__dict__, "spec", told)
    html = on_the_way.post(f"/question/{asked.id}/answer/", {"given": "0"}).content.decode()
    assert "Because rows are the future." in html


def test_a_former_id_leads_to_its_page(on_the_way: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(names, "_source", lambda: {"fit-one": "first-model"})
    assert on_the_way.get("/exercise/fit-one/").status_code == 200
    assert on_the_way.get("/exercise/fit-two/").status_code == 404
