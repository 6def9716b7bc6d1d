"""Builds the file system that learner code sees: a handful of read-only folders, three small
writable ones, and nothing else of the machine."""

from __future__ import annotations

import functools
import os
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from . import system

WORK, HOME, CODE, SHOWN = "/learner/work", "/learner/home", "/learner/code", "/learner/shown"
DEVICES = ("null", "zero", "full", "random", "urandom")
LIBRARIES = ("/lib", "/lib64", "/lib32", "/usr/lib", "/usr/lib64", "/usr/lib32")
MORE = ("/usr/share/zoneinfo",)


def kit_folders() -> list[str]:
    """Folders that the interpreter and its packages need, as this process knows them."""
    lib = [f"{sys.base_prefix}/{name}" for name in ("lib", "lib64")]
    return [sys.prefix, *(path for path in lib if Path(path).is_dir())]


def base_packages() -> list[str]:
    """Package folders of the interpreter below the kit: not the kit's, so not the learner's."""
    version = f"python{sys.version_info[0]}.{sys.version_info[1]}"
    bases = {sys.base_prefix, "/usr", "/usr/local"}
    names = (version, "python3")
    found = [
        f"{base}/lib/{name}/{kind}"
        for base in bases
        for name in names
        for kind in ("site-packages", "dist-packages")
    ]
    return [path for path in found if Path(path).is_dir()]


def hidden_below(bound: Iterable[str], hidden: Iterable[str]) -> list[str]:
    """Those of `hidden` that a bound folder would show, each one once, outermost first."""
    roots = [os.path.realpath(path) for path in bound]
    kept: list[str] = []
    for path in sorted({os.path.realpath(one) for one in hidden}):
        shown = any(path == root or path.startswith(root + "/") for root in roots)
        covered = any(path.startswith(outer + "/") for outer in kept)
        if shown and not covered and Path(path).is_dir():
            kept.append(path)
    return kept


@dataclass(frozen=True)
class Layout:
    """What a private root is made of. To look this up takes longer than to build it."""

    links: tuple[tuple[str, str], ...]
    """(path, where it leads): library folders that are links on this machine."""

    bound: tuple[tuple[str, str], ...]
    """(folder here, path there), all read-only."""

    covered: tuple[str, ...]
    """Folders inside bound ones that are hidden by empty ones."""


@functools.cache
def look(inside: str, shown: tuple[tuple[str, str], ...], hidden: tuple[str, ...]) -> Layout:
    """The layout on this machine. `shown` are packages of ours that the process may read, as
    (name, folder). A zygote looks once, and its children know."""
    present = [path for path in LIBRARIES if Path(path).is_dir()]
    links = tuple((path, str(Path(path).readlink())) for path in present if Path(path).is_symlink())
    folders = [path for path in present if not Path(path).is_symlink()]
    folders += [*kit_folders(), *(path for path in MORE if Path(path).is_dir())]
    bound = [(path, path) for path in _outermost(folders)]
    bound += [(inside, CODE), *((folder, f"{SHOWN}/{name}") for name, folder in shown)]
    covered = hidden_below(folders, [*hidden, *base_packages()])
    return Layout(links, tuple(bound), tuple(covered))


def build(stage: str, layout: Layout, user: int, megabytes: int) -> None:
    """Make `stage` the root of this process's mount namespace. Raises OSError."""
    flags = system.NO_SUID | system.NO_DEV
    system.mount(None, "/", None, system.RECURSIVE | system.PRIVATE)
    system.mount("tmpfs", stage, "tmpfs", flags, "size=1m,mode=755")
    for path, leads_to in layout.links:
        Path(stage + path).parent.mkdir(parents=True, exist_ok=True)
        Path(stage + path).symlink_to(leads_to)
    for folder, path in layout.bound:
        Path(stage + path).mkdir(parents=True, exist_ok=True)
        system.mount(folder, stage + path, None, system.BIND | system.RECURSIVE)
        system.make_read_only(stage + path)
    for path in layout.covered:
        system.mount("tmpfs", stage + path, "tmpfs", flags | system.READ_ONLY, "size=4k,mode=755")
    _devices(stage)
    for path in (WORK, HOME, "/dev/shm"):  # noqa: S108
        Path(stage + path).mkdir(parents=True, exist_ok=True)
        limits = f"size={megabytes}m,nr_inodes=4096,mode=700,uid={user},gid={user}"
        system.mount("tmpfs", stage + path, "tmpfs", flags, limits)


def enter(stage: str) -> bool:
    """Make `stage` the root and let go of the old one; whether there is a /proc in it."""
    proc = _process_folder(stage)
    os.chdir(stage)
    system.call("pivot_root", b".", b".")
    system.unmount(".")
    os.chdir("/")
    again = system.REMOUNT | system.BIND | system.READ_ONLY | system.NO_SUID | system.NO_DEV
    system.mount(None, "/", None, again)
    os.chdir(WORK)
    return proc


def _outermost(paths: list[str]) -> list[str]:
    """The paths that lie in no other of them, each one once."""
    unique = sorted(set(paths))
    return [p for p in unique if not any(p.startswith(q + "/") for q in unique if q != p)]


def _devices(stage: str) -> None:
    Path(f"{stage}/dev").mkdir(exist_ok=True)
    for name in DEVICES:
        target = f"{stage}/dev/{name}"
        Path(target).touch()
        system.mount(f"/dev/{name}", target, None, system.BIND)


def _process_folder(stage: str) -> bool:
    """A /proc that shows only the own processes. Where the machine forbids one, there is none."""
    Path(f"{stage}/proc").mkdir(exist_ok=True)
    flags = system.NO_SUID | system.NO_DEV | system.NO_EXEC
    for options in ("hidepid=2,subset=pid", "hidepid=2"):
        try:
            system.mount("proc", f"{stage}/proc", "proc", flags, options)
            return True
        except OSError:
            continue
    return False
