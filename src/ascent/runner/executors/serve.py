"""The serving side: takes tasks over a socket and gives them to the hands of this machine.

It shares nothing with those who ask: files come as bytes, by hash. A connection carries one
task at a time. When it is lost, its task is killed: whoever asked has to ask again.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
import ssl
from collections.abc import Callable
from pathlib import Path
from typing import Any

from ascent.runner.executors import greeting
from ascent.runner.executors.line import Address, Line, Lost, Pace
from ascent.runner.executors.local import LocalExecutor
from ascent.runner.executors.remembered import Remembered
from ascent.runner.executors.serving import Connection

log = logging.getLogger(__name__)
MOST_CONNECTIONS = 64


class Server:
    """Serves one local executor to whoever knows the secret."""

    def __init__(
        self,
        local: LocalExecutor,
        secret: bytes,
        *,
        pace: Pace | None = None,
        most_connections: int = MOST_CONNECTIONS,
    ) -> None:
        self._local, self._secret, self._pace = local, secret, pace or Pace()
        self._free = most_connections
        self._remembered = Remembered()
        self._talks: set[asyncio.Task[None]] = set()

    async def serve(
        self,
        address: Address,
        ready: Callable[[Address], None],
        stop: asyncio.Event,
        tls: ssl.SSLContext | None = None,
    ) -> None:
        """Serve until `stop` is set; `ready` gets the address, with the port that was taken."""
        if address.path:
            server = await asyncio.start_unix_server(self._met, address.path, ssl=tls)
            Path(address.path).chmod(0o600)
            taken = address
        else:
            server = await asyncio.start_server(self._met, address.host, address.port, ssl=tls)
            host, port = server.sockets[0].getsockname()[:2]
            taken = Address(host, port)
        try:
            ready(taken)
            await stop.wait()
        finally:
            server.close()
            for talk in self._talks:
                talk.cancel()
            await asyncio.gather(*self._talks, return_exceptions=True)

    async def _met(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        if not self._free:
            log.warning("too many connections: one is turned away")
            writer.transport.abort()
            return
        self._free -= 1
        talk = asyncio.current_task()
        assert talk
        self._talks.add(talk)
        line = Line(reader, writer, self._pace)
        try:
            await greeting.as_server(line, self._secret, self._pace)
            await Connection(line, self._local, self._remembered).talk()
        except (Lost, TimeoutError) as error:
            log.info("a connection ended: %s", error)
        except Exception:
            log.exception("a connection ended by a mistake of ours")
        finally:
            line.close()
            self._talks.discard(talk)
            self._free += 1


def run(
    local: LocalExecutor,
    secret: bytes,
    address: Address,
    ready: Callable[[Address], Any],
    *,
    tls: ssl.SSLContext | None = None,
    pace: Pace | None = None,
) -> None:
    """Serve until this process is asked to end (SIGTERM, Ctrl-C). Tasks that run are killed."""

    async def main() -> None:
        import signal

        stop = asyncio.Event()
        for number in (signal.SIGTERM, signal.SIGINT):
            with contextlib.suppress(NotImplementedError):  # Windows: Ctrl-C raises instead
                asyncio.get_running_loop().add_signal_handler(number, stop.set)
        await Server(local, secret, pace=pace).serve(address, ready, stop, tls)

    try:
        asyncio.run(main())
    except KeyboardInterrupt:
        log.info("asked to end")
    finally:
        local.close()
