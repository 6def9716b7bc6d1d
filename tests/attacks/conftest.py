"""What the attacks' tests share: a home that stays, so that warm processes can wait for them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from ascent.runner import cool, saying, warm
from ascent.testing.attacks.bait import Bait


@pytest.fixture(scope="module", autouse=True)
def own_home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """One `ASCENT_HOME` for a module: sandboxes hide it, and it holds the bait."""
    home = tmp_path_factory.mktemp("home")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("ASCENT_HOME", str(home))
        yield home


@pytest.fixture(scope="module")
def warm_kit(own_home: Path) -> Iterator[None]:
    """The kit `data`, warm where that is possible."""
    warm("data", timeout=120)
    yield
    cool()


@pytest.fixture(scope="module")
def bait(own_home: Path) -> Iterator[Bait]:
    """What attacks reach for, laid out below the learner's home."""
    with Bait(own_home) as laid:
        yield laid


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    """Code that waits instead of computing is ended sooner than it is for people."""
    monkeypatch.setattr(saying, "WALL_MORE", 1.0)
