"""The queue: attempts that are not done, each held by at most one run.

A row is claimed in one statement, with a lease and a random *fencing token*. Whoever writes
later has to show that token. A holder that lives renews its lease; one that died or froze is
overtaken: claiming takes rows whose lease is over just like those that wait. Every moment is
the database's own, so no clock of any other machine can lose or double an attempt.
"""

from __future__ import annotations

import contextlib
import functools
import json
import os
import socket
import sys
import threading
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

from django.db import connection, transaction
from django.db.models import F, Max
from django.db.models.functions import Now

from ascent.learner.models import Attempt, AttemptState, Control, Pool, RunEvent, Worker
from ascent.learner.storable import clean

LEASE = 30.0  # seconds; three heartbeats
KEPT = timedelta(minutes=30)  # how long the events of a run that is over are kept
MOST_EVENTS = 1000  # rows kept of one run; older progress is thinned out beyond that
MOST_BYTES = 20_000  # of one row; what is larger is left out
ORDER = 0x6173_6365_6E74  # of the lock that lets events become visible in their order (PostgreSQL)

_writing = threading.RLock()

POOLS: Mapping[str, tuple[str, ...]] = {
    "short": (Pool.SHORT,),
    "long": (Pool.LONG,),
    "all": (Pool.SHORT, Pool.LONG),
}


def lease() -> float:
    """Seconds for which a claim holds without a heartbeat (`ASCENT_LEASE`, else 30)."""
    return max(1.0, float(os.environ.get("ASCENT_LEASE") or LEASE))


@dataclass(frozen=True)
class Claim:
    """An attempt that is ours for as long as the lease is renewed."""

    attempt: UUID
    token: UUID


# ---- claiming ---------------------------------------------------------------------------

_NOW = {
    "postgresql": "clock_timestamp()",
    "sqlite": "strftime('%%Y-%%m-%%d %%H:%%M:%%f', 'now')",
}

# The words of the index `attempt_waiting`: SQLite uses it only where they stand in the statement.
_FREE = """a.state IN ('queued', 'running') AND {which}
      AND (a.state = 'queued' OR a.leased IS NULL OR a.leased < {now})"""

_CLAIM = """
WITH waiting AS (SELECT DISTINCT a.learner_id FROM learner_attempt a WHERE {free}),
turn AS MATERIALIZED (
    SELECT w.learner_id,
      (SELECT count(*) FROM learner_attempt r
        WHERE r.learner_id = w.learner_id AND r.state IN ('queued', 'running') AND {beside}
          AND r.state = 'running' AND r.leased >= {now}) AS busy,
      (SELECT max(t.taken) FROM learner_attempt t WHERE t.learner_id = w.learner_id) AS served
    FROM waiting w
)
UPDATE learner_attempt
SET state = 'running', token = %(token)s, worker = %(worker)s, tries = tries + 1,
    taken = {now}, leased = {until}
WHERE id = (
    SELECT a.id FROM learner_attempt a JOIN turn ON turn.learner_id = a.learner_id
    WHERE {free}
    ORDER BY turn.busy, turn.served NULLS FIRST, a.id
    LIMIT 1 {locked}
)
RETURNING id
"""


def take(pools: Sequence[str], but: Iterable[UUID] = ()) -> Claim | None:
    """Claim the next attempt of these pools; None when nothing waits.

    The learner who has the fewest runs going on comes first, then who was served longest ago,
    then the oldest attempt: two hundred submissions of one do not stand in another's way.
    `but` are attempts that the asker grades at this moment. When it slept, or was frozen, past
    its own leases, it must not take from itself what it is about to renew.
    """
    which = {f"pool{n}": str(pool) for n, pool in enumerate(pools)}
    ours = {f"ours{n}": _as_key(one) for n, one in enumerate(but)}
    pool = f"{{row}}.pool IN ({_places(which)})"
    not_ours = f" AND {{row}}.id NOT IN ({_places(ours)})" if ours else ""
    return _claim(pool + not_ours, pool, {**which, **ours})


def _places(values: Iterable[str]) -> str:
    return ", ".join(f"%({name})s" for name in values)


def _as_key(attempt_id: UUID) -> Any:
    return Attempt._meta.get_field("id").get_db_prep_value(attempt_id, connection)


def claim(attempt_id: UUID) -> UUID | None:
    """Claim one attempt: its fencing token, or None when somebody else has it."""
    this = "{row}.id = %(wanted)s"
    taken = _claim(this, this, {"wanted": _as_key(attempt_id)})
    return taken.token if taken else None


def _claim(which: str, beside: str, values: Mapping[str, Any]) -> Claim | None:
    """Claim the next of the rows `which`; runs `beside` it count when turns are taken."""
    token = uuid4()
    given = {
        **values,
        "token": _as_key(token),
        "worker": me(),
        "lease": lease() if connection.vendor == "postgresql" else f"+{lease():.3f} seconds",
    }
    with alone(), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(_statement(which, beside, connection.vendor), given)
        row = cursor.fetchone()
    if row is None:
        return None
    return Claim(row[0] if isinstance(row[0], UUID) else UUID(row[0]), token)


@functools.cache
def _statement(which: str, beside: str, vendor: str) -> str:
    now = _NOW[vendor]
    if vendor == "postgresql":
        until = f"{now} + %(lease)s * interval '1 second'"
        locked = "FOR UPDATE OF a SKIP LOCKED"
    else:  # one writer at a time: the transaction has begun with IMMEDIATE
        until = now.replace("'now'", "'now', %(lease)s")
        locked = ""
    free = _FREE.format(which=which.format(row="a"), now=now)
    beside = beside.format(row="r")
    return _CLAIM.format(free=free, beside=beside, now=now, until=until, locked=locked)


@contextlib.contextmanager
def alone() -> Iterator[None]:
    """Let the threads of this process write one after another where the database has one writer.

    SQLite lets those who wait sleep and try again, in no order; a few threads that claim and
    settle as fast as they can would starve one of their own. Who is in a transaction already has
    the database to itself, and waits for nobody: they may be waiting for it.
    """
    if connection.vendor == "sqlite" and not connection.in_atomic_block:
        with _writing:
            yield
    else:
        yield


def waits(pools: Sequence[str]) -> bool:
    """Could anything of these pools be claimed now? Reads only."""
    which = {f"pool{n}": str(pool) for n, pool in enumerate(pools)}
    free = _FREE.format(which=f"a.pool IN ({_places(which)})", now=_NOW[connection.vendor])
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT 1 FROM learner_attempt a WHERE {free} LIMIT 1", which)  # noqa: S608
        return cursor.fetchone() is not None


# ---- holding ----------------------------------------------------------------------------


def renew(held: Iterable[Claim]) -> set[Claim]:
    """Renew the leases of these claims; those that could not be are returned: they are lost."""
    until = Now() + timedelta(seconds=lease())
    return {one for one in held if not _held(one).update(leased=until)}


def _held(one: Claim) -> Any:
    return Attempt.objects.filter(id=one.attempt, token=one.token, state=AttemptState.RUNNING)


def holds(one: Claim) -> bool:
    """Is the attempt still ours? Read, not renewed."""
    return bool(_held(one).exists())


def give_back(
    attempt_id: UUID, token: UUID, pool: str | None = None, *, tried: bool = False
) -> None:
    """Put a claimed attempt back in the queue: the run was cut off, nothing is decided.

    `pool` names the pool in which it should have waited. With `tried` this counts as one of the
    few tries that an attempt has.
    """
    moved = {"pool": pool} if pool else {}
    _held(Claim(attempt_id, token)).update(
        state=AttemptState.QUEUED,
        token=None,
        leased=None,
        worker="",
        tries=F("tries") - (0 if tried else 1),
        **moved,
    )


def controls(held: Sequence[UUID]) -> dict[UUID, tuple[bool, dict[str, Any]]]:
    """What their learners want of these attempts: (cancelled, value by name of setting)."""
    flags = Attempt.objects.filter(id__in=held).values_list("id", "cancelled")
    found: dict[UUID, tuple[bool, dict[str, Any]]] = {one: (flag, {}) for one, flag in flags}
    for row in Control.objects.filter(attempt__in=held):
        if row.attempt_id in found:
            found[row.attempt_id][1][row.name] = row.value
    return found


# ---- who holds --------------------------------------------------------------------------


def me() -> str:
    """This process, told apart from any other on this or another machine: see `release_dead`."""
    return _name_of(os.getpid())


@functools.cache
def _name_of(pid: int) -> str:
    return f"{_machine()}/{pid}/{_begun(pid) or ''}"


@functools.cache
def _machine() -> str:
    """The host and, on Linux, the container: where process numbers mean the same."""
    spaces = Path("/proc/self/ns/pid")
    space = str(spaces.readlink()) if spaces.is_symlink() else sys.platform
    return f"{socket.gethostname()[:100]}/{space}"


def _begun(pid: int) -> str | None:
    """When a process of this machine began; None when there is none, or nobody can say."""
    try:
        stat = Path(f"/proc/{pid}/stat").read_text()
    except OSError:
        return None
    state, *rest = stat.rpartition(")")[2].split()
    return None if state == "Z" else rest[18]


def release_dead() -> int:
    """End the leases of holders on this machine that are no more; how many.

    Without it they are over by themselves, half a minute later. A holder elsewhere, or on a
    system that does not say when a process began, is waited for.
    """
    running = Attempt.objects.filter(
        state=AttemptState.RUNNING, worker__startswith=f"{_machine()}/", leased__gte=Now()
    )
    dead = [
        worker for worker in running.values_list("worker", flat=True).distinct() if _died(worker)
    ]
    return running.filter(worker__in=dead).update(leased=None) if dead else 0


def _died(worker: str) -> bool:
    pid, begun = worker.rsplit("/", 2)[1:]
    return bool(begun) and _begun(int(pid)) != begun


def sign_in(pools: Sequence[str]) -> None:
    """This worker process is here, for one lease more."""
    Worker.objects.update_or_create(
        name=me(), defaults={"pools": [str(pool) for pool in pools], "seen": Now()}
    )


def sign_out() -> None:
    """This worker process leaves."""
    Worker.objects.filter(name=me()).delete()


def workers(pool: str) -> list[str]:
    """The worker processes that serve a pool and have been seen within a lease."""
    since = Now() - timedelta(seconds=lease())
    here = Worker.objects.filter(seen__gte=since)
    return [one.name for one in here if pool in one.pools and not _is_dead_here(one.name)]


def _is_dead_here(worker: str) -> bool:
    return worker.startswith(f"{_machine()}/") and _died(worker)


# ---- what a run tells -------------------------------------------------------------------


@transaction.atomic
def record(attempt_id: UUID, token: UUID, *events: Mapping[str, Any]) -> bool:
    """Keep what a run tells, for pages that show it live. False when the attempt is not ours."""
    if not holds(Claim(attempt_id, token)):
        return False
    _add(attempt_id, events)
    if RunEvent.objects.filter(attempt=attempt_id).count() > MOST_EVENTS:
        _thin_out(attempt_id)
    return True


def _add(attempt_id: UUID, events: Iterable[Mapping[str, Any]]) -> None:
    """Write rows whose numbers become visible in their order."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [ORDER])
    for event in events:
        data = clean(dict(event))
        if len(json.dumps(data)) <= MOST_BYTES:
            RunEvent.objects.create(attempt_id=attempt_id, at=Now(), data=data)


def _thin_out(attempt_id: UUID) -> None:
    """Of the older half, printed text goes first, then every second row of progress."""
    rows = list(
        RunEvent.objects.filter(attempt=attempt_id)
        .order_by("number")
        .values_list("number", "data__event")[: MOST_EVENTS // 2]
    )
    printed = [number for number, event in rows if event == "output"]
    steps = [number for number, event in rows if event == "progress"]
    rest = [number for number, _ in rows]
    RunEvent.objects.filter(number__in=printed or steps[1::2] or rest).delete()


def begin_events(attempt_id: UUID, token: UUID) -> bool:
    """A run begins to tell: what an earlier, broken one told is gone. False when not ours."""
    with transaction.atomic():
        ours = _held(Claim(attempt_id, token)).select_for_update()  # until it is settled, or after
        if not ours.values_list("pk").first():
            return False
        RunEvent.objects.filter(attempt=attempt_id).delete()
        _add(attempt_id, [{"event": "begun"}])
    return True


def end_events(attempt_id: UUID, outcome: str) -> None:
    """The verdict is there: say so to whoever follows the run. Call it where that is written."""
    if RunEvent.objects.filter(attempt=attempt_id).exists():
        _add(attempt_id, [{"event": "settled", "outcome": outcome}])


def events_after(number: int, most: int = 1000) -> list[RunEvent]:
    """What any run has told since the row `number`, in order, with the attempt's learner."""
    rows = RunEvent.objects.filter(number__gt=number).order_by("number")
    return list(rows.select_related("attempt")[:most])


def last_event() -> int:
    """The number of the newest row; a follower that starts now begins after it."""
    newest = RunEvent.objects.aggregate(newest=Max("number"))["newest"]
    return int(newest or 0)


def sweep() -> None:
    """Forget what runs told that are over for a while, and workers that left without a word."""
    old = RunEvent.objects.filter(at__lt=Now() - KEPT, attempt__state=AttemptState.DONE)
    old.delete()
    Control.objects.filter(attempt__state=AttemptState.DONE).delete()
    Worker.objects.filter(seen__lt=Now() - KEPT).delete()
