"""A server of tasks in a process of its own that shares no folder with the tests but its code."""

from __future__ import annotations

import os
import select
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import ascent
from ascent.runner import kits
from ascent.runner.executors.line import Address, Pace
from ascent.runner.executors.remote import RemoteExecutor

SECRET = b"a secret that only the tests of executors know"
PROGRAM = """
import sys
from pathlib import Path
from ascent.runner import Isolation, sandbox, saying, warm
from ascent.runner.executors import serve
from ascent.runner.executors.blobs import BlobStore
from ascent.runner.executors.line import Address
from ascent.runner.executors.local import LocalExecutor

secret, listen, how = sys.argv[1:]
if how == "limited":
    sandbox.isolation = lambda: Isolation("limited", {"namespaces": "a test"}, "a remedy")
sandbox.isolation()
saying.WALL_MORE = 300.0  # as in the tests' own process
if how == "warm":  # with little in its zygotes: the line is tested here, not what they import
    for tiers in sandbox.PACKAGES.values():
        tiers.update({tier: () for tier in tiers if tier != "light"})
    warm("data", timeout=120)
store = BlobStore(Path("blobs"), largest=3_000_000)
hands = LocalExecutor(cpu=4, store=store)
serve.run(hands, secret.encode(), Address.of(listen), lambda taken: print(taken, flush=True))
"""


class ServerProcess:
    """`with ServerProcess(folder) as server:` until then it has a folder, a TMPDIR and a home of
    its own. `how` is `warm`, `cold`, or `limited` (it says that it cannot isolate)."""

    def __init__(self, folder: Path, *, listen: str = "127.0.0.1:0", how: str = "cold") -> None:
        names = ("cwd", "tmp", "home")
        cwd, tmp, home = (str(folder / name) for name in names)
        for name in names:
            (folder / name).mkdir(parents=True, exist_ok=True)
        environment = {
            "PATH": "/usr/bin:/bin",
            "PYTHONPATH": str(Path(ascent.__file__).parents[1]),
            "ASCENT_KITS": str(kits.kits_folder()),
            "ASCENT_HOME": f"{home}/ascent",
            "TMPDIR": tmp,
            "HOME": home,
        }
        self.folder = folder
        self.popen = subprocess.Popen(
            [sys.executable, "-c", PROGRAM, SECRET.decode(), listen, how],
            stdout=subprocess.PIPE,
            cwd=cwd,
            env=environment,
            text=True,
        )
        assert self.popen.stdout
        self.address = Address.of(self.popen.stdout.readline().strip())

    def __enter__(self) -> ServerProcess:
        return self

    def __exit__(self, *_: object) -> None:
        self.popen.kill()
        self.popen.wait()
        assert self.popen.stdout
        self.popen.stdout.close()

    def executor(self, **options: Any) -> RemoteExecutor:
        """Somebody who asks this server."""
        return RemoteExecutor(self.address, options.pop("secret", SECRET), **options)

    def kill(self) -> None:
        """End it as a power cut would."""
        self.popen.kill()
        self.popen.wait()

    def freeze(self) -> None:
        """Let it do nothing any more, and answer nobody."""
        os.kill(self.popen.pid, signal.SIGSTOP)

    def processes(self) -> list[int]:
        """Everything that it has started and that still is, as descriptors to wait for."""
        return [os.pidfd_open(process) for process in below(self.popen.pid)]


def below(process: int) -> list[int]:
    """Every process that this one has started, theirs included."""
    found: list[int] = []
    for task in Path(f"/proc/{process}/task").glob("*/children"):
        for child in map(int, task.read_text().split()):
            found += [child, *below(child)]
    return found


def all_end(descriptors: list[int], seconds: float = 60.0) -> bool:
    """Whether all these processes end within that time."""
    return all(select.select([one], [], [], seconds)[0] for one in descriptors)


QUICK = Pace(beat=0.2, patience=1.0)
"""For those who want to know soon that the other side is dead."""
CALM = Pace(beat=0.2, patience=4.0)
"""The same, where the other side lives at first: it speaks once in two seconds."""
