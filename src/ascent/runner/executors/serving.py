"""One connection of the serving side: what may be asked, and what is answered."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import math
from typing import Any, TypeGuard

from ascent.runner import kits
from ascent.runner.executors import protocol
from ascent.runner.executors.base import SHA256, Refused, Setting, Task
from ascent.runner.executors.blobs import Incoming
from ascent.runner.executors.line import Line, Lost
from ascent.runner.executors.local import LocalExecutor
from ascent.runner.executors.protocol import Frame, ProtocolError
from ascent.runner.executors.remembered import Known, Remembered, digest_of
from ascent.runner.process import Cancelled
from ascent.runner.sandbox import NotIsolated

log = logging.getLogger(__name__)
LONGEST_TEXT = 200_000  # characters of printed text in one event
LONGEST_SETTING = 1000  # characters


class Connection:
    """A client that knows the secret, and the task that it asked for last."""

    def __init__(self, line: Line, local: LocalExecutor, remembered: Remembered) -> None:
        self._line, self._local, self._remembered = line, local, remembered
        self._incoming: tuple[Incoming, str] | None = None
        self._known: Known | None = None
        self._telling: asyncio.Task[None] | None = None

    async def talk(self) -> None:
        """Answer until the connection is gone; then its task is not wanted. Raises Lost."""
        answers = {
            protocol.HAVE: self._have,
            protocol.PUT: self._put,
            protocol.PART: self._part,
            protocol.START: self._start,
            protocol.CANCEL: self._cancel,
            protocol.SET: self._set,
        }
        try:
            while True:
                frame = await self._line.receive()
                await answers[frame.kind](frame)
        finally:
            if self._telling:
                self._telling.cancel()
            if self._incoming:
                self._incoming[0].__exit__()
            self._give_up()

    def _give_up(self) -> None:
        """Kill the task that goes on, if this connection has one."""
        if self._known:
            self._known.running.cancel()
            self._remembered.forget(self._known)

    # --- files --------------------------------------------------------------

    async def _have(self, frame: Frame) -> None:
        hashes = frame.body.get("hashes")
        if type(hashes) is not list or not all(map(_is_hash, hashes)):
            raise Lost("That is no list of hashes.")
        missing = await asyncio.to_thread(self._local.missing, hashes)
        await self._line.send(protocol.MISSING, {"hashes": sorted(missing)})

    async def _put(self, frame: Frame) -> None:
        sha, size = frame.body.get("sha256"), frame.body.get("size")
        if type(sha) is not str or type(size) is not int or self._incoming:
            raise Lost("That is no beginning of a file.")
        try:
            self._incoming = self._local.store.incoming(sha, size), sha
        except Refused as refused:
            await self._refuse(refused)
        except OSError as error:
            await self._refuse(no_room(error))
        else:
            await self._part(frame)

    async def _part(self, frame: Frame) -> None:
        if self._incoming is None:
            return  # of a file that was refused: its parts were on their way
        incoming, sha = self._incoming
        try:
            await asyncio.to_thread(incoming.write, frame.blob)
            if not incoming.complete:
                if not frame.blob:
                    raise Lost("An empty part of a file came.")
                return
            await asyncio.to_thread(incoming.finish)
        except Refused as refused:
            await self._refuse(refused)
        except OSError as error:
            await self._refuse(no_room(error))
        else:
            await self._line.send(protocol.STORED, {"sha256": sha})
        incoming.__exit__()
        self._incoming = None

    async def _refuse(self, refused: Refused) -> None:
        body = {"reason": refused.reason, "message": str(refused)[:1000]}
        await self._line.send(protocol.REFUSED, body)

    # --- the task -----------------------------------------------------------

    async def _start(self, frame: Frame) -> None:
        if self._known:
            raise Lost("A connection has one task at a time.")
        if self._telling:
            await self._telling  # its last word is on its way
        try:
            task = Task.from_json(frame.body)
            known = self._known_as(task, digest_of(frame.body))
        except Refused as refused:
            token = str(frame.body.get("token"))[:128]
            await self._line.send(protocol.ENDED, ended(token, refused))
            return
        if known.answer:
            await self._line.send_bytes(known.answer)
            return
        before, known.owner = known.owner, self
        if before is not None:
            before.hang_up()  # whoever asks last for the same gets it
        self._known = known
        self._telling = asyncio.create_task(self._tell(known))

    def _known_as(self, task: Task, digest: bytes) -> Known:
        """The task as it is known here; it begins if it is not. Raises Refused."""
        known = self._remembered.find(task.token)
        if known is None:
            known = Known(task.token, digest, self._local.start(task))
            self._remembered.add(known)
        if known.digest != digest:
            raise Refused("token-used", "This token stands for another task.")
        return known

    def hang_up(self) -> None:
        """Another connection goes on with the task of this one."""
        self._known = None
        self._line.close()

    async def _tell(self, known: Known) -> None:
        """Tell what happens in the task, and how it ends."""
        try:
            await self._tell_events(known)
            answer, repeatable = await asyncio.to_thread(last_message, known)
            if known.owner is not self:
                return
            known.owner = self._known = None
            if repeatable:
                self._remembered.answered(known, answer)
            else:
                self._remembered.forget(known)
            await self._line.send_bytes(answer)
        except Lost:
            return
        except Exception:
            log.exception("a task could not be told about")
            self._line.close()

    async def _tell_events(self, known: Known) -> None:
        loop, changed = asyncio.get_running_loop(), asyncio.Event()

        def wake() -> None:
            with contextlib.suppress(RuntimeError):  # the loop has ended
                loop.call_soon_threadsafe(changed.set)

        known.running.events.listen(wake)
        while known.owner is self:
            changed.clear()
            batch = known.running.events.take()
            if batch is None:
                return
            for event in batch:
                for piece in in_pieces(event):
                    with contextlib.suppress(ProtocolError):  # too large to be shown
                        await self._line.send(protocol.EVENT, piece)
            if not batch:
                await changed.wait()

    async def _cancel(self, _: Frame) -> None:
        if self._known:
            self._known.running.cancel()

    async def _set(self, frame: Frame) -> None:
        name, value = frame.body.get("name"), frame.body.get("value")
        if type(name) is not str or len(name) > 200 or not is_setting(value):
            raise Lost("That is no setting.")
        if self._known:
            self._known.running.set(name, value)


def no_room(error: OSError) -> Refused:
    """What to tell about a file that cannot be written."""
    return Refused("disk", f"The file cannot be kept there: {error.strerror}.")


def _is_hash(value: Any) -> bool:
    return type(value) is str and bool(SHA256.fullmatch(value))


def is_setting(value: Any) -> TypeGuard[Setting]:
    """Whether it is a value that a setting may have."""
    if type(value) is str:
        return len(value) <= LONGEST_SETTING
    return type(value) in (bool, int) or (type(value) is float and math.isfinite(value))


def in_pieces(event: dict[str, Any]) -> list[dict[str, Any]]:
    """The event, or several when it holds more text than one message should."""
    text = event.get("text", "")
    if event["event"] != "output" or len(text) <= LONGEST_TEXT:
        return [event]
    starts = range(0, len(text), LONGEST_TEXT)
    return [{**event, "text": text[at : at + LONGEST_TEXT]} for at in starts]


HOW: dict[type[BaseException], str] = {
    Cancelled: "cancelled",
    Refused: "refused",
    kits.KitMissing: "kit-missing",
    NotIsolated: "not-isolated",
}


def ended(token: str, error: BaseException) -> dict[str, str]:
    """The body of the last message about a task that has no result."""
    how = next((word for kind, word in HOW.items() if isinstance(error, kind)), "lost")
    reason = error.reason if isinstance(error, Refused) else ""
    return {"token": token, "how": how, "reason": reason, "message": str(error)[:1000]}


def last_message(known: Known) -> tuple[bytes, bool]:
    """The encoded last message about a task that has ended, and whether it would end so again."""
    task = known.running.task
    try:
        result = known.running.result()
        body = {"token": task.token, "kind": task.kind, "result": result.to_json()}
        return protocol.encode(protocol.RESULT, body), result.outcome != "our-fault"
    except ProtocolError as error:
        refused = Refused("too-large", f"The result cannot be sent. {error}")
        return protocol.encode(protocol.ENDED, ended(task.token, refused)), False
    except Exception as error:
        return protocol.encode(protocol.ENDED, ended(task.token, error)), False
