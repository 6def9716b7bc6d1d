"""Time zones by name: only names of the public list and plain offsets, never a path."""

from __future__ import annotations

import datetime as dt
import re
import zoneinfo
from typing import Any

from .form import WireError, typed

_OFFSET = re.compile(r"UTC([+-])(\d\d):(\d\d)(?::(\d\d))?")
_PLACE = re.compile(r"[A-Za-z][A-Za-z0-9_+-]*(?:/[A-Za-z0-9_+-]+)*")


def name(zone: Any) -> str:
    """The name under which a zone travels. Raises WireError for one that has none."""
    told = str(zone)
    plain = type(zone) is dt.timezone and (told == "UTC" or _OFFSET.fullmatch(told))
    public = type(zone).__module__.partition(".")[0] in ("zoneinfo", "pytz")
    if not plain and not (public and _PLACE.fullmatch(told)):
        raise WireError("A time zone without a public name cannot travel.")
    return told


def named(told: Any) -> dt.tzinfo:
    """The zone of that name. Raises WireError."""
    if typed(told, str) == "UTC":
        return dt.UTC
    if found := _OFFSET.fullmatch(told):
        sign, *parts = found.groups("0")
        hours, minutes, seconds = map(int, parts)
        offset = dt.timedelta(hours=hours, minutes=minutes, seconds=seconds)
        zone = dt.timezone(-offset if sign == "-" else offset)
        if str(zone) == told:
            return zone
    elif _PLACE.fullmatch(told):
        try:
            return zoneinfo.ZoneInfo(told)
        except (OSError, ValueError, zoneinfo.ZoneInfoNotFoundError):
            pass
    raise WireError("There is no time zone of this name.")
