"""The first three messages: both sides speak the same version and know the same secret."""

from __future__ import annotations

import asyncio

import ascent
from ascent.runner.executors import protocol, secret
from ascent.runner.executors.line import Line, Lost, Pace

STRANGER = "The other side does not know the secret."
OTHER = "The other side runs Ascent {theirs}, this one {ours}. Both must run the same."


async def as_server(line: Line, key: bytes, pace: Pace) -> None:
    """Let a client in that knows the secret. Raises Lost."""
    ours = secret.nonce()
    async with asyncio.timeout(pace.greeting):
        await line.send(protocol.HELLO, {"engine": ascent.__version__, "nonce": ours})
        body = (await line.read({protocol.PROOF})).body
        theirs = _nonce(body.get("nonce"))
        if not secret.proves(key, "client", ours, theirs, body.get("proof")):
            raise Lost(STRANGER)
        proof = secret.proof(key, "server", ours, theirs)
        await line.send(protocol.WELCOME, {"proof": proof})
        _require_same(body.get("engine"))
    line.open(protocol.FROM_CLIENT)


async def as_client(line: Line, key: bytes, pace: Pace) -> None:
    """Come in, and make sure that it is the right house. Raises Lost."""
    ours = secret.nonce()
    async with asyncio.timeout(pace.greeting):
        body = (await line.read({protocol.HELLO})).body
        theirs = _nonce(body.get("nonce"))
        proof = secret.proof(key, "client", theirs, ours)
        engine = ascent.__version__
        await line.send(protocol.PROOF, {"engine": engine, "nonce": ours, "proof": proof})
        try:
            answer = (await line.read({protocol.WELCOME})).body
        except Lost as lost:
            raise Lost(f"{lost} Do both sides have the same secret?") from None
        if not secret.proves(key, "server", theirs, ours, answer.get("proof")):
            raise Lost(STRANGER)
        _require_same(body.get("engine"))
    line.open(protocol.FROM_SERVER)


def _nonce(said: object) -> str:
    if type(said) is not str or len(said) != 64 or not said.isascii():
        raise Lost("The other side does not greet as executors do.")
    return said


def _require_same(engine: object) -> None:
    if engine != ascent.__version__:
        theirs = str(engine)[:40] if type(engine) is str else "of an unknown version"
        raise Lost(OTHER.format(theirs=theirs, ours=ascent.__version__))
