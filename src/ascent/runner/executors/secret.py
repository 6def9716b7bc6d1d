"""The secret that both sides share, and how each shows the other that it knows it.

The secret itself never crosses the wire. Each side draws a nonce and answers the other's with
an HMAC over both, so neither a listener nor a wrong server learns anything that it could use.
"""

from __future__ import annotations

import hmac
import os
import secrets
import stat
import sys
from pathlib import Path

SHORTEST = 24  # characters


class BadSecret(Exception):
    """There is no secret, or none that keeps anything secret; the message says what to do."""


def read(path: Path) -> bytes:
    """The secret in a file that only its owner may read. Raises BadSecret."""
    make = f"(umask 077; python3 -c 'import secrets; print(secrets.token_urlsafe(32))' > {path})"
    try:
        text = path.read_text(encoding="ascii").strip()
        mode = path.stat().st_mode
    except (OSError, UnicodeDecodeError) as error:
        raise BadSecret(f"The secret {path} cannot be read: {error}. Make one: {make}") from None
    if sys.platform != "win32" and stat.S_IMODE(mode) & 0o077:
        raise BadSecret(f"The secret {path} can be read by others. Run: chmod 600 {path}")
    if len(text) < SHORTEST:
        text = f"The secret in {path} has fewer than {SHORTEST} characters. Make one: {make}"
        raise BadSecret(text)
    return text.encode("ascii")


def from_environment() -> bytes:
    """The secret whose file `ASCENT_EXECUTOR_SECRET` names. Raises BadSecret."""
    path = os.environ.get("ASCENT_EXECUTOR_SECRET", "")
    if not path:
        raise BadSecret("ASCENT_EXECUTOR_SECRET names no file with the secret of the executor.")
    return read(Path(path).expanduser())


def nonce() -> str:
    """Something that was never said before."""
    return secrets.token_hex(32)


def proof(secret: bytes, side: str, server_nonce: str, client_nonce: str) -> str:
    """What only somebody who knows the secret can say, once."""
    said = f"ascent executor 1\n{side}\n{server_nonce}\n{client_nonce}"
    return hmac.digest(secret, said.encode(), "sha256").hex()


def proves(secret: bytes, side: str, server_nonce: str, client_nonce: str, said: object) -> bool:
    """Whether the other side knows the secret."""
    expected = proof(secret, side, server_nonce, client_nonce)
    return type(said) is str and hmac.compare_digest(
        expected.encode(), said.encode("utf-8", "replace")
    )
