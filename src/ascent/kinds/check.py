"""Proves a whole pack: what its files say, and by running it, what they promise.

Proofs run a few at a time, each in processes of its own. One that passed is not repeated until
something that it depends on changes: the content, the engine's runner, or the kit. How they are
run, and what is kept of those that passed, is in `schedule.py`.
"""

from __future__ import annotations

import hashlib
import os
import pkgutil
import threading
import time
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from functools import cache
from importlib import import_module
from pathlib import Path, PurePosixPath
from typing import Any

from ascent import runner
from ascent.curriculum import Pack, Problem, load
from ascent.curriculum.activity import Activity
from ascent.curriculum.entries import Data
from ascent.kinds import content_kinds, stamps
from ascent.kinds.figure_proof import prove_figure
from ascent.kinds.schedule import OnProgress, Passed, Proof, run_all
from ascent.kinds.tables import path_of
from ascent.runner import kits

Prove = Callable[[Activity, Pack], Iterable[Problem]]

_DECIDES = (
    "runner",
    "testing",
    "kinds/proving.py",
    "kinds/figure_proof.py",
    "kinds/figures.py",
    "kinds/tables.py",
    "kinds/*/proof.py",
    "ui/markdown.py",  # says which cells a lesson has
)
_NO_KIT = "pack.E050"
_MANY = 20
"""So many proofs are worth waiting for kits that are warm."""

_WARM_SECONDS = 60.0


@dataclass(frozen=True)
class Report:
    """What a check found. `proved` ran, `reused` had passed before, `skipped` did not run."""

    problems: tuple[Problem, ...]
    skills: int
    activities: int
    proved: int = 0
    reused: int = 0
    skipped: int = 0
    seconds: float = 0.0
    took: Mapping[str, float] = field(default_factory=dict)
    """Seconds of each proof that ran, the longest first."""

    @property
    def errors(self) -> tuple[Problem, ...]:
        return tuple(problem for problem in self.problems if problem.severity == "error")

    @property
    def warnings(self) -> tuple[Problem, ...]:
        return tuple(problem for problem in self.problems if problem.severity == "warning")

    @property
    def ok(self) -> bool:
        """Whether the pack may be published. Warnings do not stand in the way."""
        return not self.errors

    def to_json(self) -> dict[str, Any]:
        problems = [{"severity": p.severity, **asdict(p)} for p in self.problems]
        return {**asdict(self), "ok": self.ok, "problems": problems}


def check_pack(
    folders: Sequence[Path],
    only: Collection[str] | None = None,
    jobs: int | None = None,
    cache_dir: Path | None = None,
    on_progress: OnProgress | None = None,
    cancel: threading.Event | None = None,
) -> Report:
    """Check the pack in `folders` (the first one, with the others laid over it).

    `only` are ids of activities, figures and data, or paths inside the pack: just these are
    proved, and just their problems reported. `jobs` proofs run at once (default: one for each
    core). With `cache_dir`, what passed before is not run again. `on_progress(done, total,
    current)` is called from this thread. `cancel`, once set, keeps further proofs from starting.
    """
    begin = time.monotonic()
    pack = load(folders, content_kinds())
    problems = [problem for problem in pack.problems if _wanted_problem(problem, pack, only)]
    proofs = [proof for proof in _proofs(pack) if _wanted(proof.id, pack, only)]
    sound, skipped = _sound(proofs, pack)
    ready, missing = _with_kits(sound)
    problems += missing
    passed = Passed(cache_dir)
    _warm([proof for proof in ready if not passed.has(proof)])
    done = run_all(ready, passed, jobs or os.cpu_count() or 1, on_progress, cancel)
    problems += [problem for found in done.problems.values() for problem in found]
    return Report(
        problems=tuple(sorted(set(problems))),
        skills=len(pack.skills),
        activities=len(pack.activities),
        proved=len(done.took),
        reused=len(done.problems) - len(done.took),
        skipped=skipped + len(sound) - len(done.problems),
        seconds=time.monotonic() - begin,
        took=dict(sorted(done.took.items(), key=lambda item: -item[1])),
    )


def _warm(proofs: Sequence[Proof]) -> None:
    """Load what the proofs share once, and wait for it where that pays."""
    for kit in {proof.kit for proof in proofs}:
        runner.warm(kit, _WARM_SECONDS if len(proofs) >= _MANY else 0)


# --- what is to be proved


@cache
def _provers() -> Mapping[str, Prove]:
    """Kind -> how to prove one: the `prove` of every kind that has a `proof.py`."""
    found = {}
    for module in pkgutil.iter_modules(import_module("ascent.kinds").__path__):
        home = Path(__file__).parent / module.name
        if (home / "proof.py").is_file():
            found[module.name] = import_module(f"ascent.kinds.{module.name}.proof").prove
    return found


def _proofs(pack: Pack) -> Iterator[Proof]:
    for data in pack.data.values():
        if data.package:
            yield _proof(data.id, data.kit, data.sha256, _prove_data, data, pack)
    for figure in pack.figures.values():
        shas = [pack.data[name].sha256 for name in figure.data if name in pack.data]
        stamp = " ".join([figure.content_hash, *shas])
        yield _proof(figure.id, "data", stamp, prove_figure, figure, pack)
    provers = _provers()
    for activity in pack.activities.values():
        if (prove := provers.get(activity.kind)) is not None:
            kit = getattr(activity.spec, "kit", "data")
            yield _proof(activity.id, kit, activity.content_hash, prove, activity, pack)


def _proof(
    name: str,
    kit: str,
    content: str,
    prove: Callable[[Any, Pack], Iterable[Problem]],
    subject: Any,
    pack: Pack,
) -> Proof:
    place = pack.places[name]
    parts = (
        content,
        place.path,
        str(place.line()),
        stamps.code_of(*_DECIDES),
        kits.folder_of(kit).name,
    )
    stamp = hashlib.sha256("\0".join(parts).encode()).hexdigest()
    return Proof(name, pack.kinds[name], place.path, kit, stamp, lambda: prove(subject, pack))


def _prove_data(data: Data, pack: Pack) -> Iterator[Problem]:
    """A data set that a package carries is there, with the declared sum."""
    try:
        found = hashlib.sha256(path_of(data).read_bytes()).hexdigest()
    except FileNotFoundError as error:
        yield pack.problem("data.E750", data.id, str(error), at=("member",))
        return
    if found != data.sha256:
        said = f"{data.member} has the sum {found[:12]}…, not {data.sha256[:12]}…."
        yield pack.problem("data.E750", data.id, said, at=("sha256",))


# --- which of them


def _wanted(name: str, pack: Pack, only: Collection[str] | None) -> bool:
    if only is None or name in only:
        return True
    path = PurePosixPath(pack.places[name].path)
    return any(_inside(path, wanted) for wanted in only)


def _wanted_problem(problem: Problem, pack: Pack, only: Collection[str] | None) -> bool:
    if only is None:
        return True
    path = PurePosixPath(problem.path)
    homes = [_home(pack, name) for name in only if name in pack.places]
    return any(_inside(path, wanted) for wanted in (*only, *homes))


def _home(pack: Pack, name: str) -> str:
    """The folder (or file) of the pack in which an entry is written, as a path."""
    path = PurePosixPath(pack.places[name].path)
    kind = pack.kinds[name]
    own_file = kind in ("figure", "question", "area", "topic", "skill")
    return str(path if own_file else path.parent)


def _inside(path: PurePosixPath, wanted: str) -> bool:
    return path.is_relative_to(wanted.rstrip("/"))


def _sound(proofs: list[Proof], pack: Pack) -> tuple[list[Proof], int]:
    """The proofs of entries whose own files have no error, and how many others there are."""
    bad = [PurePosixPath(problem.path) for problem in pack.errors]
    bad_lines = {(problem.path, problem.line) for problem in pack.errors}
    sound = []
    for proof in proofs:
        home = _home(pack, proof.id)
        if pack.kinds[proof.id] == "question":  # its neighbours in the file do not matter
            place = pack.places[proof.id]
            broken = (place.path, place.line()) in bad_lines
        else:
            broken = any(_inside(path, home) for path in bad)
        if not broken:
            sound.append(proof)
    return sound, len(proofs) - len(sound)


def _with_kits(proofs: list[Proof]) -> tuple[list[Proof], list[Problem]]:
    """The proofs whose kit is installed, and a problem for each kit that is not."""
    wanted = {proof.kit for proof in proofs}
    missing = sorted(kit for kit in wanted if not kits.is_ready(kit))
    problems = [
        Problem(
            "pack.toml",
            0,
            _NO_KIT,
            f"The kit '{kit}' is not installed, so nothing that runs in it was checked.",
            f"Run `ascent add {kit}`, then check again.",
        )
        for kit in missing
    ]
    return [proof for proof in proofs if proof.kit not in missing], problems
