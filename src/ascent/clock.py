"""The one clock of the engine.

Everything that asks for the time asks here. `ASCENT_CLOCK` may name a file
that holds a number of seconds by which this clock runs ahead: the tests that
follow a whole loop move time by writing to it, and authors can see what a
learner meets in three weeks.
"""

import contextlib
import os
from datetime import UTC, date, datetime, timedelta, tzinfo
from pathlib import Path
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

LOCALTIME = Path("/etc/localtime")


def _zone() -> tzinfo:
    """The time zone of this machine, with its rules for summer where they can be had."""
    with contextlib.suppress(ZoneInfoNotFoundError, ValueError, OSError):
        if name := os.environ.get("TZ"):
            return ZoneInfo(name)
        with LOCALTIME.open("rb") as file:
            return ZoneInfo.from_file(file)
    return datetime.now().astimezone().tzinfo or UTC


# Read once, when the settings are: Django then sets the process to UTC.
ZONE = _zone()


def now() -> datetime:
    """The current time, UTC, in microseconds."""
    return datetime.now(UTC) + _ahead()


def local(when: datetime) -> datetime:
    """The same moment on the clocks of the place where the learner is."""
    return when.astimezone(ZONE)


def today() -> date:
    """The current date where the learner is."""
    return local(now()).date()


def _ahead() -> timedelta:
    name = os.environ.get("ASCENT_CLOCK")
    if not name:
        return timedelta()
    try:
        return timedelta(seconds=float(Path(name).read_text()))
    except (OSError, ValueError):
        return timedelta()
