"""The door of a single-user Ascent: one-time tokens that let a browser in.

A token is 256 random bits, printed once as part of an address. Only its hash
is kept, in `ASCENT_HOME/run/door.json`, so that a token survives a restart of
the server and nobody who reads the file can use it. No Django here.
"""

import contextlib
import hashlib
import hmac
import html
import json
import secrets
import time
from dataclasses import asdict, dataclass
from datetime import timedelta
from enum import Enum
from pathlib import Path

from ascent import clock, disk, home

LIFETIME = timedelta(hours=12)
REMEMBERED = 50  # tokens of which we can still say that they were used
LEAFLET = """<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="referrer" content="no-referrer">
<meta http-equiv="refresh" content="0; url={address}">
<title>Ascent</title>
<p><a href="{address}">Open Ascent</a></p>
</html>
"""


class Answer(Enum):
    """What the door says to a token."""

    OPEN = "open"
    USED = "used"
    LATE = "late"
    UNKNOWN = "unknown"


@dataclass
class _Token:
    sha256: str
    until: float
    used: bool = False


def run_folder() -> Path:
    """`ASCENT_HOME/run`: what belongs to this machine only. Never exported."""
    return disk.private_folder(home.home() / "run")


def mint() -> str:
    """A new token, good for one entry within `LIFETIME`."""
    token = secrets.token_urlsafe(32)
    with _lock():
        kept = _read()[-REMEMBERED + 1 :]
        _write([*kept, _Token(_hash(token), (clock.now() + LIFETIME).timestamp())])
    return token


def knock(token: str) -> Answer:
    """Use `token` up. `OPEN` is answered once, whoever asks at the same time."""
    digest = _hash(token)
    with _lock():
        tokens = _read()
        # Every hash is compared, in constant time, whichever one it is.
        found = [t for t in tokens if hmac.compare_digest(t.sha256, digest)]
        if not found:
            return Answer.UNKNOWN
        if found[0].used:
            return Answer.USED
        if found[0].until < clock.now().timestamp():
            return Answer.LATE
        found[0].used = True
        _write(tokens)
        return Answer.OPEN


def leaflet(address: str) -> Path:
    """A page for this user's eyes only that leads a browser on to `address`.

    A browser is started with an address that every user of the machine can read in the list of
    processes; the token must not be part of it. Leaflets of more than a minute ago are thrown away.
    """
    folder = run_folder() / "leaflets"
    sweep_leaflets()
    disk.private_folder(folder)
    path = folder / f"{secrets.token_hex(8)}.html"
    disk.write(path, LEAFLET.format(address=html.escape(address)).encode(), mode=disk.PRIVATE_FILE)
    return path


def sweep_leaflets(seconds: float = 60) -> None:
    """Throw leaflets away that are older than `seconds`."""
    for path in (run_folder() / "leaflets").glob("*.html"):
        with contextlib.suppress(OSError):
            if time.time() - path.stat().st_mtime >= seconds:
                path.unlink()


def secret_key() -> str:
    """The key that signs this learner's cookies, made once and kept in `run/secret`."""
    return kept_secret("secret")


def kept_secret(name: str) -> str:
    """A random text of this installation, made once and kept in `run/<name>`."""
    path = run_folder() / name
    with disk.Lock(run_folder() / f"{name}.lock"):
        with contextlib.suppress(FileNotFoundError):
            if len(key := path.read_text(encoding="ascii").strip()) >= 50:
                return key
        key = secrets.token_urlsafe(64)
        disk.write(path, key.encode(), mode=disk.PRIVATE_FILE)
    return key


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode("utf-8", "replace")).hexdigest()


def _lock() -> disk.Lock:
    return disk.Lock(run_folder() / "door.lock")


def _read() -> list[_Token]:
    """The tokens on file; a file that cannot be read lets nobody in."""
    try:
        rows = json.loads((run_folder() / "door.json").read_bytes())
        return [_Token(str(r["sha256"]), float(r["until"]), bool(r["used"])) for r in rows]
    except (FileNotFoundError, ValueError, TypeError, KeyError):
        return []


def _write(tokens: list[_Token]) -> None:
    data = json.dumps([asdict(t) for t in tokens]).encode()
    disk.write(run_folder() / "door.json", data, mode=disk.PRIVATE_FILE)
