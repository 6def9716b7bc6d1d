"""A clock that tests move."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest

Later = Callable[[float], None]


@pytest.fixture
def later(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Later:
    """Moves Ascent's clock to some days from now, or before it."""
    path = tmp_path / "clock"
    monkeypatch.setenv("ASCENT_CLOCK", str(path))

    def move(days: float) -> None:
        path.write_text(str(timedelta(days=days).total_seconds()))

    move(0)
    return move
