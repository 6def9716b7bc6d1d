"""A connection between two executors' sides: frames in, frames out, and a sign of life.

All of it runs in one event loop. A side that hears nothing for `patience` seconds, not even
a beat, takes the other for dead.
"""

from __future__ import annotations

import asyncio
import contextlib
from collections import deque
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from ascent.runner.executors import protocol
from ascent.runner.executors.protocol import Frame, ProtocolError

WAITING = 32  # frames that were read and not taken; more wait in the socket
LONGEST_FRAME = 120.0  # seconds from its first byte to its last


class Lost(Exception):
    """The connection is gone, or the other side broke the rules."""


@dataclass(frozen=True, slots=True)
class Pace:
    """How often a side speaks when it has nothing to say, and how long it waits to hear."""

    beat: float = 2.0
    patience: float = 10.0
    greeting: float = 5.0
    """Seconds in which both sides must have shown that they know the secret."""


@dataclass(frozen=True, slots=True)
class Address:
    """Where an executor listens: `HOST:PORT`, or `unix:/path`."""

    host: str = ""
    port: int = 0
    path: str = ""

    @classmethod
    def of(cls, text: str) -> Address:
        """The address that a text means. Raises ValueError."""
        if text.startswith("unix:") and len(text) > len("unix:"):
            return cls(path=text.removeprefix("unix:"))
        host, _, port = text.rpartition(":")
        host = host.removeprefix("[").removesuffix("]")
        if not host or not port.isdecimal() or int(port) > 65535:
            raise ValueError(f"{text!r} is no address. Write HOST:PORT, such as 127.0.0.1:8711.")
        return cls(host, int(port))

    def __str__(self) -> str:
        if self.path:
            return f"unix:{self.path}"
        return f"[{self.host}]:{self.port}" if ":" in self.host else f"{self.host}:{self.port}"


class Line:
    """One side of a connection. First both sides show, frame by frame, that they know the
    secret; `open` then begins to read ahead and to beat."""

    def __init__(
        self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, pace: Pace
    ) -> None:
        self._reader, self._writer, self._pace = reader, writer, pace
        self._frames: deque[Frame] = deque()
        self._changed = asyncio.Condition()
        self._sending = asyncio.Lock()
        self._tasks: list[asyncio.Task[None]] = []
        self._why = "The connection was closed."
        self.alive = True

    # --- the greeting -------------------------------------------------------

    async def read(self, allowed: Collection[bytes]) -> Frame:
        """Read one frame. Raises Lost."""
        try:
            async with asyncio.timeout(self._pace.patience):
                data = await self._reader.readexactly(protocol.HEADER.size)
            header = protocol.read_header(data, allowed)
            async with asyncio.timeout(LONGEST_FRAME):
                body = await self._reader.readexactly(header.text + header.blob)
            return protocol.read_body(header, body)
        except TimeoutError:
            raise Lost(f"Nothing was heard for {self._pace.patience:g} seconds.") from None
        except asyncio.IncompleteReadError:
            raise Lost("The other side hung up.") from None
        except (OSError, ProtocolError) as error:
            raise Lost(str(error)) from error

    def open(self, allowed: Collection[bytes]) -> None:
        """Both sides know each other: from now on, these kinds may come."""
        reading = asyncio.create_task(self._read_on(allowed))
        self._tasks = [reading, asyncio.create_task(self._beat())]

    # --- afterwards ---------------------------------------------------------

    async def receive(self) -> Frame:
        """The next frame. Raises Lost."""
        async with self._changed:
            await self._changed.wait_for(lambda: self._frames or not self.alive)
            if not self._frames:
                raise Lost(self._why)
            self._changed.notify_all()
            return self._frames.popleft()

    async def expect(self, *kinds: bytes) -> Frame:
        """The next frame, of one of these kinds. Raises Lost."""
        frame = await self.receive()
        if frame.kind not in kinds:
            raise Lost(f"A message of kind {frame.kind!r} has no place here.")
        return frame

    async def send(
        self, kind: bytes, body: dict[str, Any] | None = None, blob: bytes = b""
    ) -> None:
        """Send a frame. Raises Lost, and ProtocolError when it is too large."""
        await self.send_bytes(protocol.encode(kind, body, blob))

    async def send_bytes(self, frame: bytes) -> None:
        """Send an encoded frame. Raises Lost, also when the other side does not take it."""
        async with self._sending:
            try:
                self._writer.write(frame)
                async with asyncio.timeout(LONGEST_FRAME):
                    await self._writer.drain()
            except (OSError, TimeoutError) as error:
                self.close()
                raise Lost(self._why) from error

    def close(self) -> None:
        """Hang up at once."""
        self.alive = False
        self._writer.transport.abort()
        for task in self._tasks:
            if task is not asyncio.current_task():
                task.cancel()

    async def _read_on(self, allowed: Collection[bytes]) -> None:
        try:
            while True:
                frame = await self.read(allowed)
                if frame.kind != protocol.BEAT:
                    async with self._changed:
                        await self._changed.wait_for(lambda: len(self._frames) < WAITING)
                        self._frames.append(frame)
                        self._changed.notify_all()
        except Lost as lost:
            self._why = str(lost)
        finally:
            self.close()
            async with self._changed:
                self._changed.notify_all()

    async def _beat(self) -> None:
        with contextlib.suppress(Lost):
            while True:
                await asyncio.sleep(self._pace.beat)
                await self.send(protocol.BEAT)
