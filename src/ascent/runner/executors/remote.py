"""The asking side: an executor on another machine, reached over a socket.

Nothing is shared with it but a secret. Files are sent when it lacks them. Whatever breaks on
the way is ExecutorLost, and means that the task may be started again, here or elsewhere.
"""

from __future__ import annotations

import asyncio
import contextlib
import ssl
import threading
from collections.abc import AsyncIterator, Collection, Coroutine
from typing import Any, TypeVar

from ascent.runner import kits
from ascent.runner.executors import greeting, protocol, strict
from ascent.runner.executors.base import (
    RESULTS,
    ExecutorLost,
    Refused,
    Setting,
    Task,
    WrongHash,
)
from ascent.runner.executors.events import is_event
from ascent.runner.executors.line import Address, Line, Lost, Pace
from ascent.runner.executors.pending import Pending
from ascent.runner.executors.protocol import Frame, ProtocolError
from ascent.runner.process import Cancelled
from ascent.runner.sandbox import NotIsolated

T = TypeVar("T")
MOST_IDLE = 4  # connections that are kept for the next task
CANCEL_SECONDS = 1.0  # then a cancelled task counts as ended, whatever the other side does
BROKEN = (Lost, OSError, TimeoutError)


class RemoteExecutor:
    """Sends tasks to a server (`serve`) at `address`, with a thread of its own for the traffic."""

    def __init__(
        self,
        address: Address,
        secret: bytes,
        *,
        tls: ssl.SSLContext | None = None,
        pace: Pace | None = None,
    ) -> None:
        """With `tls`, the connection is encrypted and the server's certificate is verified as
        the context says. Nothing is connected before it is needed."""
        self.address, self._secret, self._tls = address, secret, tls
        self._pace = pace or Pace()
        self._idle: list[Line] = []
        self._loop = asyncio.new_event_loop()
        self._sessions: set[asyncio.Task[None]] = set()
        self._thread = threading.Thread(target=self._loop.run_forever, daemon=True)
        self._thread.start()

    def missing(self, hashes: Collection[str]) -> set[str]:
        """Which of these files the other side does not have. Raises ExecutorLost."""
        return self._wait(self._missing(sorted(hashes))) if hashes else set()

    def put(self, blob: bytes, sha256: str) -> None:
        """Send a file. Raises WrongHash, Refused and ExecutorLost."""
        self._wait(self._put(blob, sha256))

    def start(self, task: Task) -> RemoteRunning:
        """Begin there."""
        running = RemoteRunning(self._loop)
        self._loop.call_soon_threadsafe(self._begin, task, running)
        return running

    def close(self) -> None:
        """Hang up: what runs there is killed."""

        async def hang_up() -> None:
            for session in self._sessions:
                session.cancel()
            await asyncio.gather(*self._sessions, return_exceptions=True)
            for line in self._idle:
                line.close()
            await asyncio.sleep(0)  # the transports say good-bye

        asyncio.run_coroutine_threadsafe(hang_up(), self._loop).result()
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._loop.close()

    # --- connections --------------------------------------------------------

    def _wait(self, work: Coroutine[Any, Any, T]) -> T:
        try:
            return asyncio.run_coroutine_threadsafe(work, self._loop).result()
        except BROKEN as error:
            raise self._lost(error) from error
        except ProtocolError as error:
            raise Refused("too-large", str(error)) from error

    def _lost(self, error: BaseException) -> ExecutorLost:
        why = str(error) or type(error).__name__
        return ExecutorLost(f"The executor at {self.address} is lost. {why}")

    async def _connect(self) -> Line:
        try:
            async with asyncio.timeout(self._pace.greeting):
                line = Line(*await self._open(), self._pace)
        except TimeoutError:
            raise Lost(f"Nobody answered within {self._pace.greeting:g} seconds.") from None
        try:
            await greeting.as_client(line, self._secret, self._pace)
        except TimeoutError:
            line.close()
            raise Lost("It did not greet in time.") from None
        except BaseException:
            line.close()
            raise
        return line

    async def _open(self) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
        where = self.address
        name = (where.host or "localhost") if self._tls else None
        if where.path:
            return await asyncio.open_unix_connection(
                where.path, ssl=self._tls, server_hostname=name
            )
        return await asyncio.open_connection(
            where.host, where.port, ssl=self._tls, server_hostname=name
        )

    @contextlib.asynccontextmanager
    async def _line(self, *, fresh: bool = False) -> AsyncIterator[Line]:
        """A connection of one's own; afterwards it is kept for the next, if it is in order."""
        line = None
        while self._idle and not fresh and line is None:
            known = self._idle.pop()
            line = known if known.alive else None
        line = line or await self._connect()
        try:
            yield line
        except BaseException:
            line.close()
            raise
        if line.alive and len(self._idle) < MOST_IDLE:
            self._idle.append(line)
        else:
            line.close()

    # --- files --------------------------------------------------------------

    async def _missing(self, hashes: list[str]) -> set[str]:
        async with self._line() as line:
            await line.send(protocol.HAVE, {"hashes": hashes})
            said = (await line.expect(protocol.MISSING)).body.get("hashes")
            if type(said) is not list or not set(map(str, said)) <= set(hashes):
                raise Lost("That is no answer to which files are missing.")
            return set(map(str, said))

    async def _put(self, blob: bytes, sha256: str) -> None:
        async with self._line() as line:
            first = {"sha256": sha256, "size": len(blob)}
            size = protocol.PART_BYTES
            await line.send(protocol.PUT, first, blob[:size])
            for at in range(size, len(blob), size):
                await line.send(protocol.PART, {}, blob[at : at + size])
            answer = await line.expect(protocol.STORED, protocol.REFUSED)
        if answer.kind == protocol.REFUSED:
            raise refusal(answer.body)

    # --- tasks --------------------------------------------------------------

    def _begin(self, task: Task, running: RemoteRunning) -> None:
        session = self._loop.create_task(self._session(task, running))
        self._sessions.add(session)
        session.add_done_callback(self._sessions.discard)

    async def _session(self, task: Task, running: RemoteRunning) -> None:
        try:
            body = task.to_json()
            if not await self._follow(task, body, running, fresh=False):
                await self._follow(task, body, running, fresh=True)
        except BROKEN as error:
            running.fail(Cancelled() if running.cancelling else self._lost(error))
        except ProtocolError as error:
            running.fail(Refused("too-large", str(error)))
        except BaseException as error:
            running.fail(self._lost(error))
            raise

    async def _follow(
        self, task: Task, body: dict[str, Any], running: RemoteRunning, *, fresh: bool
    ) -> bool:
        """Start the task and pass on what is said about it, to its end. False when a connection
        that had been kept turned out to be dead: then the task has never arrived, or the server
        has given it up."""
        heard = False
        async with self._line(fresh=fresh) as line:
            steering = None
            try:
                await line.send(protocol.START, body)
                steering = asyncio.create_task(running.steer(line))
                while not running.wait(0):
                    frame = await line.receive()
                    heard = True
                    hear(frame, task, running)
            except Lost:
                if heard or fresh or running.cancelling:
                    raise
                return False
            finally:
                if steering:
                    steering.cancel()
        return True


class RemoteRunning(Pending):
    """A task on another machine."""

    def __init__(self, loop: asyncio.AbstractEventLoop) -> None:
        super().__init__()
        self._loop = loop
        self._orders: asyncio.Queue[tuple[bytes, dict[str, Any]]] = asyncio.Queue()
        self.cancelling = False

    def cancel(self) -> None:
        """Stop it."""
        self.cancelling = True
        self._order(protocol.CANCEL, {})

    def set(self, name: str, value: Setting) -> None:
        """Change a setting of the code that runs."""
        self._order(protocol.SET, {"name": name, "value": value})

    def _order(self, kind: bytes, body: dict[str, Any]) -> None:
        with contextlib.suppress(RuntimeError):  # the executor is closed, and the task with it
            self._loop.call_soon_threadsafe(self._orders.put_nowait, (kind, body))

    async def steer(self, line: Line) -> None:
        """Pass on what is ordered; hang up when a cancelled task does not end."""
        with contextlib.suppress(Lost):
            while True:
                kind, body = await self._orders.get()
                await line.send(kind, body)
                if kind == protocol.CANCEL:
                    await asyncio.sleep(CANCEL_SECONDS)
                    line.close()


def hear(frame: Frame, task: Task, running: RemoteRunning) -> None:
    """What the server says about the task. Raises Lost when it makes no sense."""
    body = frame.body
    if frame.kind == protocol.EVENT:
        if is_event(body):
            running.events.put(body)
        return
    if frame.kind not in (protocol.RESULT, protocol.ENDED) or body.get("token") != task.token:
        raise Lost("The server speaks of something else.")
    if frame.kind == protocol.ENDED:
        running.fail(end_of(body))
        return
    expected = RESULTS[task.kind]
    try:
        if body.get("kind") != task.kind:
            raise strict.WrongShape("It is of another kind.")
        strict.check(expected, body.get("result"), "The result")
        running.end(expected.from_json(body["result"]))
    except (strict.WrongShape, TypeError, KeyError, ValueError) as error:
        raise Lost(f"The server's result cannot be read: {error}") from None


def end_of(body: dict[str, Any]) -> BaseException:
    """Why there is no result."""
    message = str(body.get("message"))[:1000]
    ends: dict[str, BaseException] = {
        "cancelled": Cancelled(),
        "refused": refusal(body),
        "kit-missing": kits.KitMissing(message),
        "not-isolated": NotIsolated(message),
    }
    return ends.get(str(body.get("how")), ExecutorLost(message))


def refusal(body: dict[str, Any]) -> Refused:
    """What the server does not take."""
    reason, message = str(body.get("reason"))[:40], str(body.get("message"))[:1000]
    return WrongHash() if reason == "wrong-hash" else Refused(reason, message)
