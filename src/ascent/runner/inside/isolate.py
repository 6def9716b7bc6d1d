"""Takes away from a process what learner code must not have.

Two grades. `clone` and `settle` are for Linux that lets us make user namespaces: other
processes, files and the network are simply not there. `in_place` is for everywhere
else: limits, and on Linux Landlock and seccomp, which need no privilege.
"""

from __future__ import annotations

import contextlib
import functools
import os
import shutil
import signal
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, NoReturn

from . import landlock, roots, seccomp, system

if sys.platform != "win32":
    import resource

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


def clone(tell: Callable[[int], None] | None = None) -> tuple[int, str]:
    """A child in namespaces of its own: its number, or 0 in the child. `tell` is given its
    number before it goes on.

    With it, in the child, why its users could not be named: then it has to say so and leave.
    Raises OSError where namespaces are refused.
    """
    reading, writing = os.pipe()
    child = system.clone(SPACES)
    if child == 0:
        os.close(writing)
        said = os.read(reading, 1000)
        os.close(reading)
        return 0, "" if said == MAPPED else said.decode("utf-8", "replace") or "no users"
    os.close(reading)
    if tell is not None:
        tell(child)
    try:
        _map_users(child)
        said = MAPPED
    except OSError as error:
        said = str(error).encode()
    os.write(writing, said)
    os.close(writing)
    return child, ""


MAPPED = b"mapped"


def _map_users(child: int) -> None:
    """Say who the users of the child's namespace are outside: ourselves, or, when we are root,
    root while the file system is built and a stranger afterwards. Raises OSError."""
    folder = f"/proc/{child}"
    if os.geteuid() == 0:
        stranger = 61_184 + child % 4096
        users = groups = f"0 0 1\n{USER} {stranger} 1"
    else:
        _write(f"{folder}/setgroups", "deny")
        users, groups = f"{USER} {os.geteuid()} 1", f"{USER} {os.getegid()} 1"
    _write(f"{folder}/uid_map", users)
    _write(f"{folder}/gid_map", groups)


def _write(path: str, text: str) -> None:
    """Into a file of the kernel, in one piece. Raises OSError."""
    file = os.open(path, os.O_WRONLY)
    try:
        os.write(file, text.encode())
    finally:
        os.close(file)


def wait_and_exit(child: int) -> NoReturn:
    """Hold nothing, wait for `child`, end as it ended, by the same signal if it was one."""
    nothing = os.open(os.devnull, os.O_RDWR)
    for fd in (0, 1, 2):
        os.dup2(nothing, fd)
    os.closerange(3, 4096)
    _, status = os.waitpid(child, 0)
    code = os.waitstatus_to_exitcode(status)
    if code < 0:
        _limit({"CORE": 0})
        with contextlib.suppress(OSError):  # SIGKILL needs no preparation and allows none
            signal.signal(-code, signal.SIG_DFL)
        os.kill(os.getpid(), -code)
    os._exit(code if code >= 0 else 1)


def prepare(plan: dict[str, Any], stage: str) -> None:
    """Find out, and lay out, in a zygote what its children would else do each for itself."""
    roots.lay_out(stage, _layout(plan))
    _font_lists()
    first_in_its_namespace = 1
    seccomp.packed(os.uname().machine, alone=False, pid=first_in_its_namespace)


def _layout(plan: dict[str, Any]) -> roots.Layout:
    return roots.look(INSIDE, tuple(plan["show"].items()), tuple(plan["hide"]))


def settle(plan: dict[str, Any], keep: tuple[int, ...]) -> Facts:
    """In a cloned child: build the file system, become nobody, give up every privilege. Of the
    descriptors above 2 it keeps `keep`. Raises OSError."""
    system.die_with_parent()
    _close_but(keep)
    root = os.geteuid() == 0
    layout, fonts = _layout(plan), _font_lists()
    place = roots.lay_out(plan["stage"], layout)
    roots.build(place, layout, USER, plan["disk_mb"])
    proc = roots.enter(place)
    os.umask(0o022)
    _move_code(plan["show"])
    _limit({**FIXED, "NPROC": 64, "FSIZE": plan["disk_mb"] << 20})
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


_WRITABLE = (*roots.WRITABLE, *(f"/dev/{name}" for name in roots.DEVICES))


def _move_code(shown: dict[str, str]) -> None:
    """Our packages lie elsewhere now; modules that are not imported yet are found there."""
    sys.modules[__package__ or ""].__path__[:] = [roots.CODE]
    for name in shown:
        sys.modules[name].__path__[:] = [f"{roots.SHOWN}/{name}"]


# --- without namespaces -----------------------------------------------------------------


def in_place(plan: dict[str, Any]) -> Facts:
    """Limit this process as far as the system can. Never raises: says what it could not do."""
    work, home = plan["work"], plan["home"]
    _keep_fonts(_font_lists(), f"{home}/.matplotlib")
    os.environ.update(_homes(home))
    os.chdir(work)
    facts: Facts = {"namespaces": False}
    facts |= _attempt("limits", lambda: _limit({**FIXED, "FSIZE": plan["disk_mb"] << 20}))
    if not system.linux:
        return facts | {"landlock": "only on Linux", "seccomp": "only on Linux"}
    system.die_with_parent()
    facts |= _attempt("no_new_privs", lambda: system.control(system.SET_NO_NEW_PRIVS, 1))
    bound = [path for path in roots.LIBRARIES if Path(path).is_dir()]
    ours = [INSIDE, *plan["show"].values()]
    bound += [*roots.kit_folders(), *roots.MORE, "/proc/self", "/sys/devices/system/cpu"]
    hidden = roots.hidden_below([*bound, *ours], [*plan["hide"], *roots.base_packages()])
    hidden = [path for path in hidden if not any(one.startswith(path + "/") for one in ours)]
    bound += ours
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


# No dump of the memory, few files, no queues: for every job. How many threads counts only inside
# a namespace; outside, it would count all processes of the user.
FIXED = {"CORE": 0, "NOFILE": 256, "MSGQUEUE": 0, "MEMLOCK": 0}


def limit_job(limits: dict[str, float]) -> None:
    """The limits of the job that comes now: megabytes of memory beyond what is used already, and
    seconds of CPU, which the worker's clock should end before."""
    allowed = int(limits["memory_mb"]) << 20
    wanted = {"CPU": int(limits["cpu_seconds"])}
    if sys.platform.startswith("linux"):
        total, data = _sizes()
        wanted |= {"DATA": data + allowed, "AS": total + allowed + (1 << 30)}
    _limit(wanted)


def _limit(wanted: dict[str, int]) -> None:
    """Soft and hard limits; they need no privilege."""
    if sys.platform == "win32":
        return
    for name, value in wanted.items():
        kind = getattr(resource, f"RLIMIT_{name}", None)
        if kind is not None:
            _, hard = resource.getrlimit(kind)
            value = value if hard == resource.RLIM_INFINITY else min(value, hard)
            resource.setrlimit(kind, (value, value))
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)  # a file that is too large is an OSError


def _sizes() -> tuple[int, int]:
    """Bytes of address space and of data that this process has now."""
    with open("/proc/self/statm", "rb") as file:  # noqa: PTH123 - every child does this
        words = file.read().split()
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


@functools.cache
def _font_lists() -> tuple[str, ...]:
    """The lists of fonts that matplotlib made when the kit was built: without one the first
    plot of every run would take seconds. Who has the fonts in memory needs no list."""
    if "matplotlib.font_manager" in sys.modules:
        return ()
    return tuple(map(str, (Path(sys.prefix) / "matplotlib").glob("fontlist-*.json")))


def _keep_fonts(lists: tuple[str, ...], folder: str) -> None:
    """Have the lists in `folder`: links to the kit, and copies where there are no links."""
    os.makedirs(folder, exist_ok=True)  # noqa: PTH103 - every child does this
    for path in lists:
        here = f"{folder}/{os.path.basename(path)}"  # noqa: PTH119
        try:
            os.symlink(path, here)  # noqa: PTH211
        except OSError:
            shutil.copyfile(path, here)
