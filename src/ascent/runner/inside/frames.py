"""Frames: one byte of kind, four bytes of length, then that many bytes."""

from __future__ import annotations

import os
import struct
import sys
import threading
from collections.abc import Callable

ASK = b"q"  # to the learner process: do this and reply
REPLY = b"r"  # from it: the reply
CALLBACK = b"c"  # from it: call a function of the checker; the answer comes as ANSWER
ANSWER = b"a"
OUT = b"o"  # from it: text for standard output
ERR = b"e"  # from it: text for standard error
CELL = b"n"  # from it: the number of the lesson cell that starts now
READY = b"k"  # from it: isolated, and how far
INNER = b"i"  # from it, before it is isolated: the number of the process that will be
PROGRESS = b"p"  # from it: how far long code has come
SETTING = b"s"  # from it: what a setting is now; answered with a frame of the same kind
BROKEN = b"x"  # from it: the sandbox could not be set up, and why
EVENT = b"v"  # from the checker: a check started or ended, a report, the end
DIED = b"d"  # to the checker: the learner process is dead, and why
METER = b"m"  # from the checker: how long has learner code computed; answered in kind
DATA = b"f"  # from the checker: a data file, please; answered in kind

MAX_FRAME = 96 * 1024 * 1024
AT_ONCE = 16 * 1024  # bytes asked for at least, so that a small frame comes in one piece
_HEADER = struct.Struct(">cI")


class Closed(Exception):
    """The other end is gone."""


class TooLarge(Exception):
    """A frame is announced that is larger than the reader accepts."""


Wait = Callable[[int], None]


class Channel:
    """Two file descriptors that carry frames; writing is safe from several threads."""

    def __init__(self, read_fd: int, write_fd: int, *, wait: Wait | None = None) -> None:
        """`wait(fd)`, if given, is called before each read and may raise to give up."""
        self._read_fd, self._write_fd, self._wait = read_fd, write_fd, wait
        self._lock = threading.Lock()
        self._ahead = bytearray()  # read already, of frames that nobody has asked for yet
        self._held = b""

    @property
    def descriptors(self) -> tuple[int, int]:
        """The two descriptors: for reading, for writing."""
        return self._read_fd, self._write_fd

    def send(self, kind: bytes, payload: bytes = b"") -> None:
        """Send one frame, after those that are held. Raises Closed when nobody reads any more."""
        with self._lock:
            view = memoryview(self._held + _HEADER.pack(kind, len(payload)) + payload)
            self._held = b""
            try:
                while view:
                    view = view[os.write(self._write_fd, view) :]
            except OSError as error:
                raise Closed from error

    def hold(self, kind: bytes, payload: bytes) -> None:
        """Have one frame leave together with the next that is sent: one message, not two."""
        with self._lock:
            self._held += _HEADER.pack(kind, len(payload)) + payload

    def receive(self, limit: int = MAX_FRAME) -> tuple[bytes, bytes]:
        """The next frame as (kind, payload). Raises Closed and TooLarge."""
        kind, size = _HEADER.unpack(self._exactly(_HEADER.size))
        if size > limit:
            raise TooLarge(f"A message of {size} bytes was announced; {limit} are accepted.")
        return kind, self._exactly(size)

    def _exactly(self, size: int) -> bytes:
        while (missing := size - len(self._ahead)) > 0:
            if self._wait:
                self._wait(self._read_fd)
            try:
                part = os.read(self._read_fd, min(max(missing, AT_ONCE), 1 << 20))
            except OSError as error:
                raise Closed from error
            if not part:
                raise Closed
            self._ahead += part
        with memoryview(self._ahead) as view:
            taken = bytes(view[:size])
        del self._ahead[:size]
        return taken


def take_descriptors() -> Channel:
    """Move the frames away from descriptors 0 and 1, which learner code may use."""
    reading, writing = os.dup(0), os.dup(1)
    if sys.platform == "win32":
        import msvcrt

        for fd in (reading, writing):
            msvcrt.setmode(fd, os.O_BINARY)
    nothing = os.open(os.devnull, os.O_RDWR)
    os.dup2(nothing, 0)
    os.dup2(2, 1)  # what native code prints goes with standard error
    os.close(nothing)
    return Channel(reading, writing)
