"""Builds the file system that learner code sees: a handful of read-only folders, three small
writable ones, and nothing else of the machine."""

from __future__ import annotations

import contextlib
import functools
import os
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from . import system

WORK, HOME, CODE, SHOWN = "/learner/work", "/learner/home", "/learner/code", "/learner/shown"
WRITABLE = (WORK, HOME, "/dev/shm")  # noqa: S108
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


@functools.cache
def lay_out(stage: str, layout: Layout) -> str:
    """Make the empty folders and files in `stage` that a root is mounted on: its path. A zygote
    makes them once, and its children mount. Raises OSError."""
    root = f"{stage}/root"
    folders = [path for _, path in layout.bound]
    folders += [str(Path(path).parent) for path, _ in layout.links]
    mask = os.umask(0o022)  # whoever stands here later is somebody else
    try:
        for path in (*folders, "/dev", "/proc", *WRITABLE):
            Path(root + path).mkdir(parents=True, exist_ok=True)
        for path, leads_to in layout.links:
            with contextlib.suppress(FileExistsError):
                Path(root + path).symlink_to(leads_to)
        for name in DEVICES:
            Path(f"{root}/dev/{name}").touch()
    finally:
        os.umask(mask)
    return root


def build(root: str, layout: Layout, user: int, megabytes: int) -> None:
    """Mount on `root`, which is laid out, all that this process's own root is made of: what is
    bound is read-only, and so is `root` itself. Raises OSError."""
    flags = system.NO_SUID | system.NO_DEV
    system.mount(None, "/", None, system.RECURSIVE | system.PRIVATE)
    system.mount(root, root, None, system.BIND)
    for folder, path in layout.bound:
        system.mount(folder, root + path, None, system.BIND | system.RECURSIVE)
    system.make_read_only(root)
    for path in layout.covered:
        system.mount("tmpfs", root + path, "tmpfs", flags | system.READ_ONLY, "size=4k,mode=755")
    for name in DEVICES:
        system.mount(f"/dev/{name}", f"{root}/dev/{name}", None, system.BIND)
    limits = f"size={megabytes}m,nr_inodes=4096,mode=700,uid={user},gid={user}"
    for path in WRITABLE:
        system.mount("tmpfs", root + path, "tmpfs", flags, limits)


def enter(root: str) -> bool:
    """Make `root` the root and let go of the old one; whether there is a /proc in it."""
    proc = _process_folder(root)
    os.chdir(root)
    system.call("pivot_root", b".", b".")
    system.unmount(".")
    os.chdir(WORK)
    return proc


def _outermost(paths: list[str]) -> list[str]:
    """The paths that lie in no other of them, each one once."""
    unique = sorted(set(paths))
    return [p for p in unique if not any(p.startswith(q + "/") for q in unique if q != p)]


def _process_folder(root: str) -> bool:
    """A /proc that shows only the own processes. Where the machine forbids one, there is none."""
    flags = system.NO_SUID | system.NO_DEV | system.NO_EXEC
    for options in ("hidepid=2,subset=pid", "hidepid=2"):
        try:
            system.mount("proc", f"{root}/proc", "proc", flags, options)
            return True
        except OSError:
            continue
    return False
