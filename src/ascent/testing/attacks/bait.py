"""What an attack may find outside the sandbox, and whether it has been there.

Everything is real: a file with a secret, a process of the same user, sockets that listen. The
attack is told where they are, as somebody who knows this machine would be.
"""

from __future__ import annotations

import json
import os
import secrets
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

SLEEP = "import sys; sys.stdin.read()"


class Bait:
    """A folder, a process and sockets that learner code must not reach; a context manager."""

    def __init__(self, folder: Path | None = None) -> None:
        """Lay it out in `folder`, or in a temporary one."""
        self.token = secrets.token_hex(16)
        self._given = folder
        self._stack = ExitStack()

    def __enter__(self) -> Bait:
        enter = self._stack.enter_context
        self.folder = self._given or Path(enter(tempfile.TemporaryDirectory(prefix="bait-")))
        self.secret, self.hidden = self.folder / "secret.txt", self.folder / "hidden.csv"
        self.secret.write_text(self.token)
        self.hidden.write_text(f"x,y\n1,{self.token}\n")
        self.victim = enter(subprocess.Popen([sys.executable, "-c", SLEEP], stdin=subprocess.PIPE))
        self._stack.callback(self.victim.kill)
        os.environ["BAIT_TOKEN"] = self.token
        self._stack.callback(os.environ.pop, "BAIT_TOKEN", None)
        self.tcp = self._listening(socket.AF_INET, ("127.0.0.1", 0))
        self.path = str(self.folder / "s")
        self.local = self._listening(socket.AF_UNIX, self.path)
        self.name = f"\0ascent-{self.token[:8]}"
        self.abstract = (
            self._listening(socket.AF_UNIX, self.name) if sys.platform == "linux" else None
        )
        return self

    def __exit__(self, *_: object) -> None:
        self._stack.close()

    def _listening(self, family: int, address: str | tuple[str, int]) -> socket.socket:
        one = self._stack.enter_context(socket.socket(family))
        one.bind(address)
        one.listen()
        one.setblocking(False)
        return one

    def told(self, checks: Path) -> bytes:
        """What the attack is told, as JSON. Never the secret."""
        told = {
            "secret": str(self.secret),
            "hidden": str(self.hidden),
            "folder": str(self.folder),
            "checks": str(checks),
            "engine": str(Path(__file__).resolve().parents[2]),
            "worker": os.getpid(),
            "victim": self.victim.pid,
            "port": self.tcp.getsockname()[1],
            "socket": self.path,
            "abstract": self.name,
        }
        return json.dumps(told).encode()

    def taken(self) -> list[str]:
        """What has happened to it; empty when nobody has been there."""
        return list(self._taken())

    def _taken(self) -> Iterator[str]:
        if self.victim.poll() is not None:
            yield "A process outside was ended."
        if self.secret.read_text() != self.token:
            yield "A file outside was changed."
        for what, one in (("TCP", self.tcp), ("local", self.local), ("abstract", self.abstract)):
            if one is not None:
                yield from _visited(what, one)


def _visited(what: str, one: socket.socket) -> Iterator[str]:
    try:
        one.accept()[0].close()
    except BlockingIOError:
        return
    yield f"Somebody reached the {what} socket outside."
