"""Something to keep: a page and a picture, whatever the sentence says and the code draws."""

from __future__ import annotations

import pytest
from django.test import Client

from ascent.accounts.models import Person
from ascent.kinds import registry
from ascent.learner import actions, queue
from ascent.learner.models import Keepsake
from ascent.pages import card
from ascent.runner import kits

pytestmark = pytest.mark.usefixtures("warm_kit")
needs_kit = pytest.mark.skipif(not kits.is_ready("data"), reason="the kit data is not installed")
PLOTS = "import matplotlib.pyplot as plt\nplt.plot([1, 2])\nprice = '$5'\n"


def passed(person: Person, facts: dict[str, object]) -> str:
    """A pass with these facts; the address of its page to keep."""
    activity = registry.pack().activities["first-model"]
    subject = registry.kind_of(activity).subject(activity)
    attempt = actions.hand_in(person, subject, {"code": PLOTS}, "web")
    token = queue.claim(attempt.id)
    assert token is not None
    actions.settle(attempt.id, token, subject, actions.Graded("passed", 1.0, {"facts": facts}))
    return f"/keep/{attempt.id}/"


@needs_kit
def test_a_dollar_in_the_sentence_is_a_dollar(on_the_way: Client, ada: Person) -> None:
    sentence = {"sentence": "It costs $5, or $x_$ with \\frac{."}
    response = on_the_way.post(passed(ada, {"score": 0.9}), sentence, follow=True)
    assert "Picture (PNG)" in response.content.decode()
    kept = Keepsake.objects.get()
    assert (card.folder(kept) / card.PICTURE).read_bytes().startswith(b"\x89PNG")


@needs_kit
@pytest.mark.parametrize("score", [float("inf"), "high", None, True])
def test_a_score_that_is_no_number_still_makes_a_page(
    on_the_way: Client, ada: Person, score: object
) -> None:
    address = passed(ada, {"score": score})
    assert on_the_way.get(address).status_code == 200
    response = on_the_way.post(address, {"sentence": "Mine."}, follow=True)
    assert "Picture (PNG)" in response.content.decode()


@needs_kit
def test_without_a_picture_the_page_is_still_there(
    on_the_way: Client, ada: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(card, "PROGRAM", "raise SystemExit")
    response = on_the_way.post(passed(ada, {}), {"sentence": "Mine."}, follow=True)
    html = response.content.decode()
    assert "could not be drawn" in html
    assert "Picture (PNG)" not in html
    kept = Keepsake.objects.get()
    assert b"Mine." in on_the_way.get(f"/kept/{kept.id}/page.html").content
    assert on_the_way.get(f"/kept/{kept.id}/card.png").status_code == 404
