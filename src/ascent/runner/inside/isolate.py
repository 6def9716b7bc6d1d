"""Takes away from a process what learner code must not have.

Two grades. `in_namespaces` is for Linux that lets us make user namespaces: other
processes, files and the network are simply not there. `in_place` is for everywhere
else: limits, and on Linux Landlock and seccomp, which need no privilege.
"""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, NoReturn

from . import landlock, roots, seccomp, system

USER = 1000  # the only user that exists in the namespace, besides its root
SPACES = (
    system.NEW_USER
    | system.NEW_PID
    | system.NEW_NS
    | system.NEW_NET
    | system.NEW_IPC
    | system.NEW_UTS
)
INSIDE = str(Path(__file__).resolve().parent)
Facts = dict[str, Any]


# --- with namespaces ------------------------------------------------------------------


def in_namespaces(plan: dict[str, Any], keep: tuple[int, ...]) -> Facts:
    """Return in a new process that is alone in the world; the caller waits for it and exits
    with its status. `keep` are the descriptors above 2 that the new process keeps.

    Raises OSError in the new process, before it gives up its way to say so.
    """
    asking, asked = os.pipe()
    telling, told = os.pipe()
    middle = os.fork()
    if middle:
        os.close(asked)
        os.close(telling)
        if os.read(asking, 1):
            if os.geteuid() == 0:
                _map_users(middle, _root_map())
            os.write(told, b"m")
        _wait_and_exit(middle)
    os.close(asking)
    os.close(told)
    system.die_with_parent()
    user = os.getuid()
    system.unshare(SPACES)
    system.die_with_parent()
    if user:
        _map_users(os.getpid(), f"{USER} {user} 1", f"{USER} {os.getgid()} 1")
    os.write(asked, b"u")
    if not os.read(telling, 1):
        os._exit(1)
    inner = os.fork()
    if inner:
        _wait_and_exit(inner)
    system.die_with_parent()
    return _settle(plan, keep, root=user == 0)


def _root_map() -> str:
    """Inner root is outer root while the file system is built; learner code is somebody else."""
    stranger = 61_184 + os.getpid() % 4096
    return f"0 0 1\n{USER} {stranger} 1"


def _map_users(process: int, users: str, groups: str | None = None) -> None:
    """Say who the users of the process's new namespace are outside."""
    folder = Path(f"/proc/{process}")
    if groups is not None:
        (folder / "setgroups").write_text("deny")
    (folder / "uid_map").write_text(users)
    (folder / "gid_map").write_text(groups or users)


def _wait_and_exit(child: int) -> NoReturn:
    """Hold nothing, wait for `child`, end as it ended: 128 + n for signal n."""
    nothing = os.open(os.devnull, os.O_RDWR)
    for fd in (0, 1, 2):
        os.dup2(nothing, fd)
    os.closerange(3, 4096)
    _, status = os.waitpid(child, 0)
    code = os.waitstatus_to_exitcode(status)
    os._exit(code if code >= 0 else 128 - code)


def _settle(plan: dict[str, Any], keep: tuple[int, ...], *, root: bool) -> Facts:
    """Build the file system, become nobody, give up every privilege."""
    _close_but(keep)
    fonts = _font_lists()
    roots.build(plan["stage"], INSIDE, plan["hide"], USER, plan["disk_mb"])
    proc = roots.enter(plan["stage"])
    os.umask(0o022)
    _move_code()
    limit_resources(plan)
    system.drop_bounds()
    if root:
        os.setgroups([])
        os.setresgid(USER, USER, USER)
        os.setresuid(USER, USER, USER)
    system.drop_capabilities()
    system.control(system.SET_NO_NEW_PRIVS, 1)
    system.die_with_parent()
    _keep_fonts(fonts, f"{roots.HOME}/.matplotlib")
    os.environ.update(_homes(roots.HOME))
    facts: Facts = {"namespaces": True, "proc": proc}
    facts |= _attempt("landlock", lambda: landlock.restrict(["/"], _WRITABLE, []))
    facts |= _attempt("seccomp", lambda: seccomp.install(alone=False))
    return facts


_WRITABLE = (roots.WORK, roots.HOME, "/dev/shm", *(f"/dev/{name}" for name in roots.DEVICES))  # noqa: S108


def _move_code() -> None:
    """This package lies elsewhere now; modules that are not imported yet are found there."""
    package = sys.modules[__package__ or ""]
    package.__path__[:] = [roots.CODE]


# --- without namespaces -----------------------------------------------------------------


def in_place(plan: dict[str, Any]) -> Facts:
    """Limit this process as far as the system can. Never raises: says what it could not do."""
    work, home = plan["work"], plan["home"]
    _keep_fonts(_font_lists(), f"{home}/.matplotlib")
    os.environ.update(_homes(home))
    os.chdir(work)
    facts: Facts = {"namespaces": False}
    facts |= _attempt("limits", lambda: limit_resources(plan))
    if not system.linux:
        return facts | {"landlock": "only on Linux", "seccomp": "only on Linux"}
    system.die_with_parent()
    facts |= _attempt("no_new_privs", lambda: system.control(system.SET_NO_NEW_PRIVS, 1))
    bound = [path for path in roots.LIBRARIES if Path(path).is_dir()]
    bound += [*roots.kit_folders(), INSIDE, *roots.MORE, "/proc/self", "/sys/devices/system/cpu"]
    hidden = roots.hidden_below(bound, [*plan["hide"], *roots.base_packages()])
    hidden = [path for path in hidden if not INSIDE.startswith(path + "/")]
    devices = [f"/dev/{name}" for name in roots.DEVICES]
    writable = [work, home, "/dev/shm", *devices]  # noqa: S108
    facts |= _attempt("landlock", lambda: landlock.restrict(bound, writable, hidden))
    facts |= _attempt("seccomp", lambda: seccomp.install(alone=True))
    return facts


def _attempt(name: str, act: Callable[[], object]) -> Facts:
    """Do it; True under its name, or why not."""
    try:
        act()
    except (OSError, KeyError, AttributeError, ValueError) as error:
        return {name: f"{type(error).__name__}: {error}"}
    return {name: True}


# --- shared -------------------------------------------------------------------------------


def limit_resources(plan: dict[str, Any]) -> None:
    """Soft and hard limits that need no privilege; memory counts from what is used now."""
    if sys.platform == "win32":
        return
    import resource

    limits = {
        "CORE": 0,
        "FSIZE": plan["disk_mb"] << 20,
        "NOFILE": 256,
        "MSGQUEUE": 0,
        "MEMLOCK": 0,
    }
    if plan["alone"] is False:
        limits["NPROC"] = 64  # counted in the namespace; outside it would count the whole user
    if sys.platform.startswith("linux"):
        total, data = _sizes()
        allowed = (plan["memory_mb"] + plan["packages_mb"]) << 20
        limits |= {"DATA": data + allowed, "AS": total + allowed + (1 << 30)}
    limits["CPU"] = int(plan["cpu_seconds"])
    for name, value in limits.items():
        kind = getattr(resource, f"RLIMIT_{name}", None)
        if kind is not None:
            _, hard = resource.getrlimit(kind)
            value = value if hard == resource.RLIM_INFINITY else min(value, hard)
            resource.setrlimit(kind, (value, value))
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)  # a file that is too large is an OSError


def _sizes() -> tuple[int, int]:
    """Bytes of address space and of data that this process has now."""
    words = Path("/proc/self/statm").read_text().split()
    page = os.sysconf("SC_PAGE_SIZE")
    return int(words[0]) * page, int(words[5]) * page


def _close_but(keep: tuple[int, ...]) -> None:
    """Close every descriptor above 2 but those in `keep`."""
    at = 3
    for fd in sorted(keep):
        os.closerange(at, fd)
        at = fd + 1
    os.closerange(at, 4096)


def _homes(home: str) -> dict[str, str]:
    return {"HOME": home, "TMPDIR": home, "MPLCONFIGDIR": f"{home}/.matplotlib"}


def _font_lists() -> dict[str, bytes]:
    """The list of fonts that matplotlib made when the kit was built: without it the first
    plot of every run would take seconds."""
    folder = Path(sys.prefix) / "matplotlib"
    return {path.name: path.read_bytes() for path in folder.glob("fontlist-*.json")}


def _keep_fonts(lists: dict[str, bytes], folder: str) -> None:
    Path(folder).mkdir(parents=True, exist_ok=True)
    for name, data in lists.items():
        (Path(folder) / name).write_bytes(data)
