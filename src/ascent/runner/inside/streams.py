"""Standard streams of learner code: text becomes frames, there is no keyboard."""

from __future__ import annotations

import contextlib
import io
import sys
from typing import Any

from . import frames


class Sink(io.RawIOBase):
    """A raw stream whose bytes leave as frames of one kind."""

    def __init__(self, channel: frames.Channel, kind: bytes) -> None:
        self._channel, self._kind = channel, kind
        self.keep = 0
        """How many bytes are kept."""

        self.kept = bytearray()
        """The first bytes written since the file was loaded, for `learner.stdout`."""

    def writable(self) -> bool:
        """Always."""
        return True

    def write(self, data: Any) -> int:
        """Send `data` on its way at once: the worker counts it."""
        text = bytes(data)
        self.kept += text[: max(0, self.keep - len(self.kept))]
        self._channel.send(self._kind, text)
        return len(text)


class NoKeyboard(io.TextIOBase):
    """Standard input of a program that nobody types into."""

    def readable(self) -> bool:
        """Always, though there is nothing."""
        return True

    def readline(self, size: Any = -1, /) -> str:  # type: ignore[override]
        """Say what to do instead."""
        raise EOFError("There is no keyboard here. Put the value into a variable instead.")

    def read(self, size: Any = -1, /) -> str:
        """Say what to do instead."""
        return self.readline()


def install(channel: frames.Channel) -> tuple[Sink, Sink]:
    """Put our streams into `sys`; returns the raw ends of stdout and stderr."""
    sinks = Sink(channel, frames.OUT), Sink(channel, frames.ERR)
    for name, sink in zip(("stdout", "stderr"), sinks, strict=True):
        stream = io.TextIOWrapper(
            io.BufferedWriter(sink, 8192),
            encoding="utf-8",
            errors="backslashreplace",
            line_buffering=True,
        )
        setattr(sys, name, stream)
        setattr(sys, f"__{name}__", stream)
    sys.stdin = sys.__stdin__ = NoKeyboard()  # type: ignore[misc, assignment]
    return sinks


def flush() -> None:
    """Send what is still buffered, whatever learner code put in place of the streams."""
    for stream in (sys.stdout, sys.stderr):
        with contextlib.suppress(BaseException):  # a broken replacement loses its own text only
            stream.flush()
