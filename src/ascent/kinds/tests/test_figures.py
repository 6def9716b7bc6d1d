"""Figures of the pack: drawn once in the background, and never waited for in vain."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest

from ascent.kinds import figures, registry
from ascent.runner import kits
from ascent.runner.job import CellResult, Job, RunResult
from ascent.runner.job import Figure as Drawn

pytestmark = pytest.mark.django_db


class Drawing:
    """Stands for the runner: counts what is asked of it and gives what it is told to."""

    def __init__(self, png: bytes = b"\x89PNG") -> None:
        self.png, self.jobs = png, 0

    def __call__(self, job: Job, cancel: object = None) -> RunResult:
        self.jobs += 1
        return RunResult("passed", cells=(CellResult(figures=(Drawn(self.png, {}),)),))


@pytest.fixture
def drawing(monkeypatch: pytest.MonkeyPatch) -> Drawing:
    stands_in = Drawing()
    monkeypatch.setattr(figures.executors, "run", stands_in)
    monkeypatch.setattr(kits, "is_ready", lambda _: True)
    monkeypatch.setattr(figures, "_failed", set())
    monkeypatch.setattr(figures, "_asked", set())
    return stands_in


def a_figure(tmp_path: Path, text: str = "def draw(plt, theme): ...") -> figures.Figure:
    path = tmp_path / "one.py"
    path.write_text(text)
    known = next(iter(registry.pack().figures.values()))
    about = {"path": path, "data": (), "content_hash": text}
    return known.model_copy(update=about)


def wait_for_drawing() -> None:
    for thread in threading.enumerate():
        if thread.name == "drawing":
            thread.join(timeout=60)


def test_a_figure_that_came_later_is_drawn_once_when_a_page_asks(
    drawing: Drawing, tmp_path: Path
) -> None:
    figure = a_figure(tmp_path)
    assert "hx-get" in figures.html(figure, "dots")
    for _ in range(5):
        figures.ask(figure)
    wait_for_drawing()
    assert drawing.jobs == len(figures.THEMES)
    assert "only-dark" in figures.html(figure, "dots")
    figures.ask(figure)
    wait_for_drawing()
    assert drawing.jobs == len(figures.THEMES)


def test_a_figure_that_fails_shows_its_text_and_is_not_asked_for_again(
    drawing: Drawing, tmp_path: Path
) -> None:
    drawing.png = b""
    figure = a_figure(tmp_path)
    figures.ask(figure)
    wait_for_drawing()
    html = figures.html(figure, "dots in two clouds")
    assert "dots in two clouds" in html
    assert "hx-get" not in html
    figures.ask(figure)
    wait_for_drawing()
    assert drawing.jobs == 1
    assert "hx-get" in figures.html(a_figure(tmp_path, "another text"), "dots")


def test_without_the_kit_nothing_is_asked_for(
    drawing: Drawing, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(kits, "is_ready", lambda _: False)
    figure = a_figure(tmp_path)
    figures.ask(figure)
    assert "hx-get" not in figures.html(figure, "dots")
    assert drawing.jobs == 0


def test_the_figures_of_interests_are_drawn_first(
    drawing: Drawing, monkeypatch: pytest.MonkeyPatch
) -> None:
    order: list[str] = []
    monkeypatch.setattr(figures, "PAUSE", 0.0, raising=False)
    monkeypatch.setattr(figures, "draw", lambda figure, _: order.append(figure.id))
    figures.draw_missing(threading.Event())
    first = {interest.figure for interest in registry.pack().interests.values()}
    assert set(order[: len(first) * len(figures.THEMES)]) == first
