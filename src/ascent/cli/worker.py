"""`ascent worker`: grade what waits in the queue, beside the server or without one."""

from __future__ import annotations

import json as json_format
import signal
import sys
from typing import TYPE_CHECKING, Annotated, Any, Literal

import typer

from ascent.cli.say import Say
from ascent.printable import plain, plain_json

if TYPE_CHECKING:
    from types import FrameType


def worker(
    pool: Annotated[
        Literal["short", "long", "all"], typer.Option(help="Which attempts it takes.")
    ] = "all",
    at_once: Annotated[int, typer.Option(min=1, max=256, help="How many it grades at once.")] = 1,
    leave_after: Annotated[
        float | None,
        typer.Option(min=0, metavar="SECONDS", help="End when nothing came for so long."),
    ] = None,
    json: Annotated[bool, typer.Option("--json", help="One JSON object a line.")] = False,
) -> None:
    """Grade attempts that wait in the queue, until Ctrl-C or SIGTERM.

    A server grades by itself and starts a worker for long runs when it needs one. Start more
    by hand on other machines of a class, with the same ASCENT_DATABASE_URL and the same packs.
    What is cut off goes back in the queue. The answers of several people are graded only where
    their code can be locked in: `ascent doctor` says whether this machine can.

    Examples:

        ascent worker --pool long

        ascent worker --at-once 4 --json
    """
    say = Say(json)
    from ascent.web import startup

    try:
        startup.prepare()
    except startup.CannotStart as error:
        say.fail(str(error))
    from ascent.kinds.grading import places, workers
    from ascent.learner import queue
    from ascent.runner import executors, kits, sandbox

    if not kits.is_ready("data"):
        say.fail("The kit data, in which code runs, is not installed. Run: ascent add data")

    def stop(_number: int, _frame: FrameType | None) -> None:
        places.stopping.set()

    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, stop)
    try:
        workers.require_right()
    except (sandbox.NotIsolated, *executors.WRONGLY_SET) as error:
        say.fail(str(error))
    tell = _Teller(say)
    tell({"event": "started", "worker": queue.me(), "pools": queue.POOLS[pool]})
    _warm(queue.POOLS[pool])
    try:
        why = workers.work(queue.POOLS[pool], at_once, leave_after, tell)
    except sandbox.NotIsolated as error:
        say.fail(str(error))
    tell({"event": "left", "why": why})


class _Teller:
    """One line for each thing that happens; for programs, one JSON object a line."""

    def __init__(self, say: Say) -> None:
        self._say = say

    def __call__(self, event: dict[str, Any]) -> None:
        if self._say.as_json:
            line = plain_json(json_format.dumps(event, default=str))
        else:
            told = (f"{name}={value}" for name, value in event.items() if value != "")
            line = plain(" ".join(told))
        typer.echo(line)
        sys.stdout.flush()


def _warm(pools: tuple[str, ...]) -> None:
    """Short checks come by the hundred: let processes with the libraries loaded stand ready."""
    from ascent import runner
    from ascent.runner import kits

    if "short" in pools and kits.is_ready("data"):
        runner.warm("data")


if __name__ == "__main__":
    typer.run(worker)
