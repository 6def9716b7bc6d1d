"""What a run tells is gathered: of each thing the newest state, and never too much."""

from ascent.kinds.grading import telling
from ascent.kinds.grading.telling import Telling


def told(*events: dict[str, object]) -> list[dict[str, object]]:
    gathered = Telling()
    for event in events:
        gathered(dict(event))
    return gathered.take()


def test_of_progress_the_last_state_stays() -> None:
    steps = [{"event": "progress", "done": n, "of": 9, "facts": {}} for n in range(10)]
    assert told(*steps) == [steps[-1]]


def test_every_check_stays_and_every_setting_once() -> None:
    checks = [{"event": "check", "result": {"name": name}} for name in "abc"]
    rate = [{"event": "setting", "name": "rate", "value": n} for n in (1, 2)]
    size = {"event": "setting", "name": "size", "value": 3}
    assert told(rate[0], checks[0], size, checks[1], rate[1], checks[2]) == [
        checks[0], size, checks[1], rate[1], checks[2],
    ]  # fmt: skip


def test_printed_text_is_put_together_by_stream() -> None:
    events = [
        {"event": "output", "stream": stream, "text": text}
        for stream, text in (("stdout", "a"), ("stderr", "!"), ("stdout", "b"))
    ]
    assert told(*events) == [
        {"event": "output", "stream": "stdout", "text": "ab"},
        {"event": "output", "stream": "stderr", "text": "!"},
    ]


def test_of_much_text_the_end_stays() -> None:
    text = "x" * telling.MOST_TEXT + "end"
    [event] = told({"event": "output", "stream": "stdout", "text": text})
    assert len(str(event["text"])) == telling.MOST_TEXT
    assert str(event["text"]).endswith("end")
    assert event["cut"] is True


def test_a_run_that_prints_on_and_on_is_not_written_down_for_ever() -> None:
    gathered = Telling()
    rows = []
    for _ in range(500):
        gathered({"event": "output", "stream": "stdout", "text": "y" * 1000})
        rows += gathered.take()
    assert sum(len(row["text"]) for row in rows) <= telling.MOST_PRINTED + 1000


def test_what_was_taken_does_not_come_again() -> None:
    gathered = Telling()
    gathered({"event": "progress", "done": 1})
    assert len(gathered.take()) == 1
    assert gathered.take() == []


def test_progress_told_in_pieces_is_one_state() -> None:
    gathered = Telling()
    gathered({"event": "progress", "done": 1, "of": 9, "facts": {"loss": 0.5}})
    gathered({"event": "progress", "done": None, "of": None, "facts": {"score": 0.8}})
    (told,) = gathered.take()
    assert told == {
        "event": "progress", "done": 1, "of": 9, "facts": {"loss": 0.5, "score": 0.8},
    }  # fmt: skip
