"""Many calls in few messages, and what a learner process may not answer."""

from __future__ import annotations

import time

import pytest

from ascent.runner.inside import wire
from ascent.testing import Failed, Learner
from ascent.testing.handles import MAX_ROWS, Link, Raised, outcomes
from ascent.testing.tests.learners import Host, learner_of

ANSWER = "def f(x): return 10 // x\n"


def test_rows_come_from_any_iterable_and_travel_together():
    host = Host(ANSWER)
    learner = learner_of(ANSWER, host)
    assert learner.map("f", ((n,) for n in (1, 2, 5))) == [10, 5, 2]
    assert learner.map(learner.f, []) == []
    assert host.asked == {"map": 1}


def test_huge_batches_travel_in_several_messages():
    host = Host(ANSWER)
    assert len(learner_of(ANSWER, host).map("f", ((1,) for _ in range(2 * MAX_ROWS + 1)))) == 20_001
    assert host.asked == {"map": 3}


def test_the_first_exception_is_raised_or_handed_out():
    learner = learner_of(ANSWER)
    with pytest.raises(Raised, match="stopped with ZeroDivisionError"):
        learner.map("f", [(1,), (0,), (2,)])
    found = list(outcomes(learner.f, [(1,), (0,), (2,)]))
    assert found[0] == 10
    assert found[1].kind == "ZeroDivisionError"
    assert len(found) == 2


@pytest.mark.parametrize(
    "reply",
    [
        {"value": 3},
        {"value": [3]},
        {"value": [{"value": 1}]},
        {"value": [{"value": 1}] * 3},
        {"value": [{"raised": {}}, {"value": 1}]},
        {"value": [{"value": 1, "handle": 2}, {}]},
        {"handle": 1, "type": "list"},
    ],
)
def test_any_other_answer_cannot_be_read(reply):
    learner = Learner(Link(lambda request: wire.dumps(reply)), "")
    with pytest.raises(Failed, match=r"cannot be read|answered 1 of 2"):
        learner.map("f", [(1,), (2,)])


def test_the_library_adds_little_to_the_wire():
    count = 10_000
    request = {"op": "map", "number": None, "path": ["f"], "rows": [[n] for n in range(count)]}
    reply = wire.dumps({"value": [{"value": n} for n in range(count)]})
    learner = Learner(Link(lambda _: reply), "")

    def seconds(work) -> float:
        times = []
        for _ in range(7):
            before = time.process_time()
            work()
            times.append(time.process_time() - before)
        return min(times)

    whole = seconds(lambda: learner.map("f", ((n,) for n in range(count))))
    alone = seconds(lambda: (wire.dumps(request), wire.loads(reply, lambda _: None, finite=True)))
    assert whole < 2 * alone + 0.01
