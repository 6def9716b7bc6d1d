"""Builds a kit: a virtual environment, its packages, what they prepare once, then the marker."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from ascent.runner import kits

TORCH_CPU = "https://download.pytorch.org/whl/cpu"
NEEDED_MB = {"data": 1500, "deep": 4000}
_SIZE = re.compile(r"\(([\d.]+) (kB|MB|GB)\)")
_UNIT = {"kB": 1_000, "MB": 1_000_000, "GB": 1_000_000_000}


class InstallError(Exception):
    """The kit could not be built; the message says what happened and what to do."""


@dataclass(frozen=True, slots=True)
class Progress:
    """One step of an installation."""

    stage: str
    """`create`, `download`, `install`, `prepare` or `ready`."""

    package: str
    done: int
    total: int
    bytes: int | None = None
    """Size of the package's download, when pip says it."""


OnProgress = Callable[[Progress], None]


def install(name: str, on_progress: OnProgress | None = None) -> Path:
    """Build kit `name` if it is not there yet and return its interpreter.

    Two processes may ask at the same time: the second waits for the first.
    Raises InstallError (no network, no space, no such version) and KeyError.
    """
    say = on_progress or (lambda progress: None)
    folder = kits.folder_of(name)
    lines = kits.requirements(name)
    folder.parent.mkdir(parents=True, exist_ok=True)
    with _lock(folder.with_suffix(".lock")):
        if not kits.is_ready(name):
            _require_space(name, folder.parent)
            shutil.rmtree(folder, ignore_errors=True)
            say(Progress("create", "", 0, len(lines)))
            _create(folder)
            _install_packages(name, folder, lines, say)
            say(Progress("prepare", "", len(lines), len(lines)))
            _finish(folder, lines)
    say(Progress("ready", "", len(lines), len(lines)))
    return kits.python_of(name)


@contextmanager
def _lock(path: Path) -> Iterator[None]:
    """Holds the file `path` for one builder at a time; the system frees it if the builder dies."""
    with path.open("a+") as handle:
        if sys.platform == "win32":
            import msvcrt

            msvcrt.locking(handle.fileno(), msvcrt.LK_LOCK, 1)
        else:
            import fcntl

            fcntl.flock(handle, fcntl.LOCK_EX)
        yield


def _require_space(name: str, folder: Path) -> None:
    free = shutil.disk_usage(folder).free // 1_000_000
    needed = NEEDED_MB.get(name, 1500)
    if free < needed:
        raise InstallError(
            f"The kit {name!r} needs {needed} MB and {folder} has {free} MB left. "
            "Free some space, or set ASCENT_KITS to a folder on another disk."
        )


def _create(folder: Path) -> None:
    base = getattr(sys, "_base_executable", None) or sys.executable
    made = subprocess.run(
        [base, "-m", "venv", str(folder)], capture_output=True, text=True, check=False
    )
    if made.returncode:
        raise InstallError(
            f"Python could not create an environment in {folder}: "
            f"{(made.stderr or made.stdout).strip()} "
            "On Debian and Ubuntu, install the package python3-venv."
        )


def _install_packages(name: str, folder: Path, lines: tuple[str, ...], say: OnProgress) -> None:
    """Install exactly `lines`: the file is complete, so pip has nothing to resolve."""
    torch = [line for line in lines if line.startswith("torch==")]
    rest = [line for line in lines if line not in torch]
    counter = _Counter(len(lines), say)
    if torch:
        try:
            _pip(folder, ["--no-deps", "--index-url", TORCH_CPU, *torch], counter)
        except InstallError:
            _pip(folder, ["--constraint", str(kits.requirement_file(name)), *torch], counter)
    _pip(folder, ["--no-deps", *rest], counter)


class _Counter:
    """Turns pip's lines into progress."""

    def __init__(self, total: int, say: OnProgress) -> None:
        self.total, self.say, self.package = total, say, ""
        self.seen: set[str] = set()

    def read(self, line: str) -> None:
        line = line.strip()
        if line.startswith("Collecting "):
            self.package = line.split()[1].split("==")[0]
            self.seen.add(self.package)
            self._say("download", None)
        elif line.startswith("Downloading "):
            size = _SIZE.search(line)
            self._say("download", int(float(size[1]) * _UNIT[size[2]]) if size else None)
        elif line.startswith("Installing collected packages"):
            self.package = ""
            self._say("install", None)

    def _say(self, stage: str, size: int | None) -> None:
        done = min(len(self.seen), self.total)
        self.say(Progress(stage, self.package, done, self.total, size))


def _pip(folder: Path, arguments: list[str], counter: _Counter) -> None:
    command = [str(kits.python_in(folder)), "-m", "pip", "install", "--progress-bar", "off"]
    command += ["--no-input", "--disable-pip-version-check", "--only-binary", ":all:", *arguments]
    tail: list[str] = []
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, errors="replace"
    ) as pip:
        assert pip.stdout is not None
        for line in pip.stdout:
            counter.read(line)
            tail = [*tail[-40:], line.rstrip()]
    if pip.returncode:
        raise InstallError(_explain("\n".join(tail)))


def _explain(output: str) -> str:
    """One sentence on why pip failed, and what to do."""
    last = next((line for line in reversed(output.splitlines()) if "ERROR" in line), output[-300:])
    if "No space left" in output:
        return "The disk is full. Free some space and run the same command again."
    network = ("NewConnectionError", "name resolution", "ConnectTimeout", "ProxyError", "SSLError")
    if any(word in output for word in network):
        return (
            "The package index cannot be reached. Check the network "
            f"(or the proxy) and run the same command again. pip said: {last}"
        )
    return f"pip could not install the packages. Run the same command again. pip said: {last}"


_PREPARE = """
import json, sys, sysconfig
site = sysconfig.get_path("purelib")
try:
    import matplotlib.font_manager
except ImportError:
    pass
print(json.dumps({"site_packages": site, "base_prefix": sys.base_prefix,
                  "version": sys.version.split()[0]}))
"""


def _finish(folder: Path, lines: tuple[str, ...]) -> None:
    """Let matplotlib list its fonts once (it would take seconds in every run), then mark ready."""
    environment = {**os.environ, "MPLCONFIGDIR": str(folder / "matplotlib"), "MPLBACKEND": "Agg"}
    environment.pop("PYTHONPATH", None)
    done = subprocess.run(
        [str(kits.python_in(folder)), "-c", _PREPARE],
        capture_output=True,
        text=True,
        env=environment,
        check=False,
    )
    if done.returncode:
        raise InstallError(f"The new kit does not start: {done.stderr.strip()[-500:]}")
    facts = json.loads(done.stdout.splitlines()[-1])
    size = sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())
    facts |= {"packages": list(lines), "size_mb": size // 1_000_000}
    marker = folder / (kits.READY + ".part")
    marker.write_text(json.dumps(facts, indent=2), encoding="utf-8")
    marker.rename(folder / kits.READY)
