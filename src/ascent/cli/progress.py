"""How far a long verb is: a bar with the time left on a terminal, plain lines elsewhere.

Both go to standard error, so that what is piped on holds the result alone.
"""

from __future__ import annotations

import time
from types import TracebackType
from typing import TYPE_CHECKING, Self

from ascent.cli.say import Say

if TYPE_CHECKING:
    from rich.progress import Progress as Bar
    from rich.progress import TaskID

EVERY = 5.0  # seconds between two plain lines


class Progress:
    """Counts steps of a piece of work whose length is known.

    with Progress(say, total=120, before=40) as progress:
        progress.step("ada/first-model.py")
    """

    def __init__(self, say: Say, total: int, before: int = 0) -> None:
        """`before` steps were done by an earlier run; the time left does not count them."""
        from rich.console import Console

        self._console = Console(stderr=True, highlight=False, soft_wrap=True)
        self._quiet = total == 0 or (say.as_json and not self._console.is_terminal)
        self._total, self._done, self._before = total, 0, before
        self._began = self._said = time.monotonic()
        self._bar: Bar | None = None
        self._task: TaskID | None = None

    def __enter__(self) -> Self:
        if not self._quiet and self._console.is_terminal:
            self._show_bar()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._bar is not None:
            self._bar.stop()

    def step(self, what: str) -> None:
        """One more is done; `what` names it."""
        self._done += 1
        if self._bar is not None and self._task is not None:
            self._bar.update(self._task, advance=1, what=what)
        elif not self._quiet and time.monotonic() - self._said >= EVERY:
            self._said = time.monotonic()
            self._console.print(self._line(), markup=False)

    def _line(self) -> str:
        left = (time.monotonic() - self._began) / self._done * (self._total - self._done)
        done = f"{self._done + self._before} of {self._total + self._before} done"
        return f"{done}; about {spell(left)} left." if left else f"{done}."

    def _show_bar(self) -> None:
        from rich import progress

        self._bar = progress.Progress(
            progress.BarColumn(),
            progress.MofNCompleteColumn(),
            progress.TimeRemainingColumn(),
            progress.TextColumn("{task.fields[what]}", markup=False),
            console=self._console,
            transient=True,
        )
        self._task = self._bar.add_task("", total=self._total, what="")
        self._bar.start()


def spell(seconds: float) -> str:
    """A length of time for people: `40 s`, `12 min`, `2 h 5 min`."""
    if seconds < 90:
        return f"{max(1, round(seconds))} s"
    minutes = round(seconds / 60)
    return f"{minutes} min" if minutes < 90 else f"{minutes // 60} h {minutes % 60} min"
