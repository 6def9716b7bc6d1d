"""ascent model credits: what due reviews say of the map's links, without changing anything."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from random import Random

import pytest

from ascent.accounts.models import Person
from ascent.learner.models import Evidence
from ascent.learner.tracing import crediting, links
from ascent.learner.tracing.links import Link, Links
from tests.cli.terminal import Terminal

NOON = datetime(2027, 3, 1, 12, tzinfo=UTC)


@pytest.fixture(autouse=True)
def two_skills(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(links, "_source", lambda: Links(needed={"fit": (Link("split"),)}))


def reviewed(number: int, chance: float) -> None:
    """People who knew splits, used them in fits for two months, and were asked much later."""
    rng, rows = Random(0), []
    for n in range(number):
        who = Person.objects.create_user(username=f"zoe-{n}")
        told = [("split", 0.0, True), ("split", 0.1, True)]
        told += [("fit", float(day), True) for day in range(6, 60, 6)]
        for skill, day, right in [*told, ("split", 300.0, rng.random() < chance)]:
            rows.append(
                Evidence(
                    learner=who,
                    activity=f"q-{skill}",
                    kind="question",
                    content_hash="a" * 64,
                    skills={skill: 1.0},
                    outcome="passed" if right else "wrong",
                    points=float(right),
                    guess=0.1,
                    slip=0.1,
                    at=NOON + timedelta(days=day),
                )
            )
    Evidence.objects.bulk_create(rows)


def test_without_reviews_it_says_what_is_missing(ascent: Terminal) -> None:
    assert f"after {crediting.ENOUGH} of them" in ascent("model", "credits").stdout
    assert ascent.json("model", "credits") == {"links": []}


def test_few_reviews_are_counted_and_judge_nothing(ascent: Terminal) -> None:
    reviewed(5, 1.0)
    assert "split in fit: 5 due reviews so far; 30 are needed." in ascent("model", "credits").stdout


@pytest.mark.parametrize(("chance", "said"), [(0.8, "They confirm"), (0.4, "confirms no credit")])
def test_many_reviews_confirm_a_credit_or_do_not(
    ascent: Terminal, chance: float, said: str
) -> None:
    reviewed(120, chance)
    before = Evidence.objects.count()
    assert said in ascent("model", "credits").stdout
    link = ascent.json("model", "credits")["links"][0]
    assert link["reviews"] == 120
    assert (link["confirmed"] > 0) == (chance == 0.8)
    assert Evidence.objects.count() == before
