"""Every attack is made, and held by what its file says: warm, cold, and without namespaces."""

from __future__ import annotations

import platform
import sys
from collections.abc import Iterator

import pytest

from ascent.runner import cool, isolation, sandbox
from ascent.runner.sandbox import Isolation
from ascent.testing.attacks import Attack, attacks
from ascent.testing.attacks.bait import Bait
from ascent.testing.sandbox_check import try_attack

pytestmark = [
    pytest.mark.slow,
    pytest.mark.usefixtures("impatient"),
    pytest.mark.skipif(sys.platform != "linux", reason="Strangers' code runs on Linux only."),
]
HERE = [one for one in attacks() if one.machine in ("", platform.machine())]
COLD = {
    "escaping/kernel-surfaces",
    "escaping/network",
    "exhausting/memory-by-arrays",
    "forging/the-fault-is-yours-while-asked",
    "persisting/packages-of-the-kit",
    "reading/environment",
    "reading/files-by-name",
    "reading/open-descriptors",
}
"""Those to which it could make a difference that their process was not cloned from another."""

ALONE = ("escaping", "persisting", "reading")
"""The families for which it makes a difference that there are no namespaces."""


def each(chosen: list[Attack]) -> pytest.MarkDecorator:
    return pytest.mark.parametrize("attack", chosen, ids=[one.id for one in chosen])


@pytest.fixture
def namespaces() -> None:
    if not isolation().namespaces:
        pytest.skip(f"This machine makes no namespaces: {isolation().facts['namespaces']}")


@pytest.fixture
def alone(monkeypatch: pytest.MonkeyPatch) -> None:
    """As a machine without namespaces would run it."""
    monkeypatch.setattr(sandbox, "isolation", lambda: Isolation("limited", {}, ""))


@pytest.fixture
def cold() -> Iterator[None]:
    cool()
    return


@each([one for one in HERE if one.id in COLD])
def test_a_cold_process_holds_it(attack: Attack, bait: Bait, cold: None, namespaces: None) -> None:
    tried = try_attack(attack, bait)
    assert tried.held, str(tried)


@each(HERE)
def test_a_warm_process_holds_it(
    attack: Attack, bait: Bait, warm_kit: None, namespaces: None
) -> None:
    tried = try_attack(attack, bait)
    assert tried.held, str(tried)


@each([one for one in HERE if one.family in ALONE and not one.unless_limited])
def test_without_namespaces_it_is_held_too(
    attack: Attack, bait: Bait, warm_kit: None, alone: None
) -> None:
    tried = try_attack(attack, bait)
    assert tried.held, str(tried)
