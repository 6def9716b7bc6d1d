"""`ascent_run` as learner code meets it: what it sends, how rarely, what odd values become."""

from __future__ import annotations

import json
import sys
import threading
from collections.abc import Iterator
from typing import Any

import pytest

from ascent.runner.inside import frames, live


class Line:
    """The other end of the channel: keeps what was sent, answers settings with what was chosen."""

    def __init__(self) -> None:
        self.sent: list[tuple[bytes, Any]] = []
        self.chosen: dict[str, Any] = {}

    def send(self, kind: bytes, payload: bytes = b"") -> None:
        self.sent.append((kind, json.loads(payload)))

    def receive(self) -> tuple[bytes, bytes]:
        asked = self.sent[-1][1]
        return frames.SETTING, json.dumps(self.chosen.get(asked["name"], asked["default"])).encode()

    def of(self, kind: bytes) -> list[Any]:
        return [payload for sent, payload in self.sent if sent == kind]


class Clock:
    """A clock that the test moves."""

    def __init__(self) -> None:
        self.now = 100.0

    def monotonic(self) -> float:
        return self.now


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    clock = Clock()
    monkeypatch.setattr(live, "time", clock)
    return clock


@pytest.fixture
def line() -> Line:
    return Line()


@pytest.fixture
def inside(line: Line, clock: Clock) -> Iterator[live.Live]:
    yield live.install(line)
    del sys.modules[live.MODULE]


def test_learner_code_imports_it(inside: live.Live, line: Line) -> None:
    exec("from ascent_run import *\nprogress(3, of=10, loss=0.5)", {})
    assert line.of(frames.PROGRESS) == [{"done": 3, "of": 10, "facts": {"loss": 0.5}}]


def test_a_tight_loop_sends_twenty_a_second_and_the_last_is_not_lost(
    inside: live.Live, line: Line, clock: Clock
) -> None:
    for step in range(1, 10_001):  # one second
        inside.progress(step, of=10_000, loss=1 / step)
        clock.now += 0.0001
    assert 15 <= len(line.sent) <= 21
    inside.flush()
    assert line.of(frames.PROGRESS)[-1] == {"done": 10_000, "of": 10_000, "facts": {"loss": 0.0001}}
    before = len(line.sent)
    inside.flush()
    assert len(line.sent) == before, "nothing is sent twice"


def test_what_is_said_in_several_calls_arrives_together(
    inside: live.Live, line: Line, clock: Clock
) -> None:
    inside.progress(0, of=5)
    inside.progress(1)
    inside.progress(loss=2.0)
    inside.progress(accuracy=0.5)
    inside.flush()
    assert line.of(frames.PROGRESS)[1] == {
        "done": 1,
        "of": None,
        "facts": {"loss": 2.0, "accuracy": 0.5},
    }


class Tensor:
    """A number as a library has it."""

    def __init__(self, value: float) -> None:
        self.value = value

    def __float__(self) -> float:
        return self.value


class Broken:
    """Something that fails however it is looked at."""

    def __float__(self) -> float:
        raise RuntimeError("no")

    def __str__(self) -> str:
        raise RuntimeError("no")


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (Tensor(0.25), 0.25),
        (Tensor(3.0), 3.0),
        (3, 3),
        (True, 1),
        (2.0, 2.0),
        (float("nan"), "nan"),
        (float("inf"), "inf"),
        ("cross entropy", "cross entropy"),
        ("7", "7"),
        ([1, 2], "[1, 2]"),
        (10**400, None),
        (Broken(), "a Broken that cannot be shown"),
        ("x" * 1000, "x" * live.MOST_TEXT),
    ],
)
def test_facts_of_any_kind_arrive_as_numbers_or_text(
    inside: live.Live, line: Line, value: Any, shown: Any
) -> None:
    inside.progress(fact=value)
    sent = line.of(frames.PROGRESS)[0]["facts"]["fact"]
    if shown is None:
        assert len(sent) <= live.MOST_TEXT
    else:
        assert (sent, type(sent)) == (shown, type(shown))


def test_many_facts_are_cut_and_that_is_told(
    inside: live.Live, line: Line, capsys: pytest.CaptureFixture[str]
) -> None:
    inside.progress(**{f"weight_{n}": n for n in range(50)})
    assert len(line.of(frames.PROGRESS)[0]["facts"]) == live.MOST_FACTS
    assert "12 facts at most" in capsys.readouterr().err


def test_a_bad_argument_is_explained_once_and_ends_nothing(
    inside: live.Live, line: Line, capsys: pytest.CaptureFixture[str]
) -> None:
    for _ in range(3):
        inside.progress("ten", of=100)
    inside.flush()
    said = capsys.readouterr().err
    assert said.count("\n") == 1
    assert "done" in said
    assert "'ten'" in said
    assert line.of(frames.PROGRESS)[0] == {"done": None, "of": 100, "facts": {}}


def test_a_setting_is_its_default_until_somebody_turns_it(
    inside: live.Live, line: Line, clock: Clock
) -> None:
    def rate() -> Any:
        clock.now += 1
        return inside.setting("rate", 0.1, low=0.0, high=1.0, about="step size")

    assert rate() == 0.1
    line.chosen["rate"] = 0.5
    assert rate() == 0.5
    assert line.of(frames.SETTING)[0] == {
        "name": "rate",
        "default": 0.1,
        "low": 0.0,
        "high": 1.0,
        "about": "step size",
    }


@pytest.mark.parametrize("value", [7, -3, "x", None, [1], float("nan")])
def test_an_answer_outside_the_bounds_or_of_another_kind_changes_nothing_else(
    inside: live.Live, line: Line, value: Any
) -> None:
    line.chosen["rate"] = value
    assert 0.0 <= inside.setting("rate", 0.1, low=0.0, high=1.0) <= 1.0


def test_a_whole_number_stays_whole(inside: live.Live, line: Line) -> None:
    line.chosen = {"epochs": 12.6, "depth": 3}
    assert repr(inside.setting("epochs", 10, low=1, high=50)) == "13"
    assert repr(inside.setting("depth", 1, low=0.0, high=4.0)) == "3.0"


def test_a_setting_in_a_tight_loop_asks_twenty_times_a_second(
    inside: live.Live, line: Line, clock: Clock
) -> None:
    for _ in range(10_000):
        inside.setting("rate", 0.1)
        clock.now += 0.0001
    assert len(line.of(frames.SETTING)) <= 21


def test_the_same_name_with_another_default_is_asked_anew(inside: live.Live) -> None:
    assert [inside.setting("rate", 0.1), inside.setting("rate", 0.2)] == [0.1, 0.2]


def test_other_threads_share_the_last_value_and_ask_nothing(inside: live.Live, line: Line) -> None:
    line.chosen["rate"] = 0.5
    inside.setting("rate", 0.1)
    found: list[Any] = []
    other = threading.Thread(target=lambda: found.append(inside.setting("rate", 0.1)))
    other.start()
    other.join()
    assert found == [0.5]
    assert len(line.of(frames.SETTING)) == 1


@pytest.mark.parametrize("default", ["fast", None, [0.1]])
def test_a_default_that_is_no_number_comes_back_as_it_is(
    inside: live.Live, line: Line, default: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    assert inside.setting("mode", default) is default
    assert line.sent == []
    assert default is None or "the default of the setting 'mode'" in capsys.readouterr().err


def test_bounds_the_wrong_way_round_are_left_out(
    inside: live.Live, line: Line, capsys: pytest.CaptureFixture[str]
) -> None:
    assert inside.setting("rate", 0.1, low=1, high=0) == 0.1
    assert line.of(frames.SETTING)[0]["low"] is None
    assert "low is above high" in capsys.readouterr().err


def test_a_listener_that_is_gone_ends_nothing(clock: Clock) -> None:
    class Gone(Line):
        def send(self, kind: bytes, payload: bytes = b"") -> None:
            raise frames.Closed

    gone = live.Live(Gone())
    gone.progress(1)
    clock.now += 1
    gone.progress(2)
