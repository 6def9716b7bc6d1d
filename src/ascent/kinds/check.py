"""Proves a whole pack: what its files say, and by running it, what they promise.

Proofs run a few at a time, each in processes of its own. One that passed is not repeated until
something that it depends on changes: the content, the engine's runner, or the kit. What passed
is written down as it passes, so a check that is stopped goes on where it was.
"""

from __future__ import annotations

import hashlib
import json
import os
import pkgutil
import threading
import time
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from dataclasses import asdict, dataclass, field
from functools import cache
from importlib import import_module
from pathlib import Path, PurePosixPath
from typing import Any

import ascent
from ascent import runner
from ascent.curriculum import Pack, Problem, load
from ascent.curriculum.activity import Activity
from ascent.curriculum.entries import Data
from ascent.kinds import content_kinds
from ascent.kinds.figure_proof import prove_figure
from ascent.kinds.tables import path_of
from ascent.runner import kits

OnProgress = Callable[[int, int, str], None]
Prove = Callable[[Activity, Pack], Iterable[Problem]]

_ENGINE = ("proving.py", "figure_proof.py", "figures.py", "tables.py")
_NO_KIT, _NOT_PROVED = "pack.E050", "pack.E051"


@dataclass(frozen=True)
class Proof:
    """Something to prove by running it. `stamp` changes with everything that it depends on."""

    id: str
    path: str
    kit: str
    stamp: str
    prove: Callable[[], Iterable[Problem]] = field(compare=False)


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
    passed = _Passed(cache_dir)
    for kit in {proof.kit for proof in ready}:
        runner.warm(kit)  # the proofs share what it loads
    results, reused = _run_all(ready, passed, jobs or os.cpu_count() or 1, on_progress, cancel)
    problems += [problem for found in results.values() for problem in found]
    return Report(
        problems=tuple(sorted(set(problems))),
        skills=len(pack.skills),
        activities=len(pack.activities),
        proved=len(results) - reused,
        reused=reused,
        skipped=skipped + len(sound) - len(results),
        seconds=time.monotonic() - begin,
    )


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
    parts = (content, place.path, str(place.line()), _engine(), kits.folder_of(kit).name)
    stamp = hashlib.sha256("\0".join(parts).encode()).hexdigest()
    return Proof(name, place.path, kit, stamp, lambda: prove(subject, pack))


@cache
def _engine() -> str:
    """Changes whenever something that decides a proof changes in the engine."""
    total = hashlib.sha256(ascent.__version__.encode())
    home = Path(__file__).parents[1]
    paths = [path for part in ("runner", "testing") for path in (home / part).rglob("*.py")]
    paths += [home / "kinds" / name for name in _ENGINE]
    paths += (home / "kinds").glob("*/proof.py")
    paths.append(home / "ui" / "markdown.py")  # says which cells a lesson has
    for path in sorted(paths):
        if "tests" not in path.parts:
            total.update(path.read_bytes())
    return total.hexdigest()


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


# --- running them


class _Passed:
    """What passed in earlier checks, in one file of `folder`; nowhere without a folder."""

    def __init__(self, folder: Path | None) -> None:
        self._path = folder / "passed.json" if folder else None
        self._stamps: dict[str, str] = {}
        if self._path is not None and self._path.is_file():
            try:
                self._stamps = dict(json.loads(self._path.read_text(encoding="utf-8")))
            except (ValueError, TypeError):  # half written or not ours: prove everything again
                self._stamps = {}

    def has(self, proof: Proof) -> bool:
        return self._stamps.get(proof.id) == proof.stamp

    def add(self, proof: Proof) -> None:
        self._stamps[proof.id] = proof.stamp
        if self._path is not None:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            part = self._path.with_suffix(".part")
            part.write_text(json.dumps(self._stamps, indent=0), encoding="utf-8")
            part.replace(self._path)


def _run_all(
    proofs: Sequence[Proof],
    passed: _Passed,
    jobs: int,
    on_progress: OnProgress | None,
    cancel: threading.Event | None,
) -> tuple[dict[str, tuple[Problem, ...]], int]:
    """The problems of every proof by id, and how many had passed before."""
    results: dict[str, tuple[Problem, ...]] = {p.id: () for p in proofs if passed.has(p)}
    fresh = [proof for proof in proofs if proof.id not in results]
    reused = len(results)
    say = on_progress or _say_nothing
    say(reused, len(proofs), "")
    for proof, problems in _as_completed(fresh, jobs, cancel or threading.Event()):
        if not problems:
            passed.add(proof)
        results[proof.id] = problems
        say(len(results), len(proofs), proof.id)
    return results, reused


def _as_completed(
    proofs: Sequence[Proof], jobs: int, cancel: threading.Event
) -> Iterator[tuple[Proof, tuple[Problem, ...]]]:
    """Prove `jobs` at once; what was not begun when `cancel` is set is left out."""
    waiting = iter(proofs)
    running: dict[Future[tuple[Problem, ...]], Proof] = {}
    with ThreadPoolExecutor(jobs, thread_name_prefix="proof") as pool:
        try:
            while True:
                while len(running) < jobs and not cancel.is_set():
                    proof = next(waiting, None)
                    if proof is None:
                        break
                    running[pool.submit(_prove, proof)] = proof
                if not running:
                    return
                done, _ = wait(running, return_when=FIRST_COMPLETED)
                for future in done:
                    yield running.pop(future), future.result()
        finally:
            cancel.set()
            pool.shutdown(wait=True, cancel_futures=True)


def _prove(proof: Proof) -> tuple[Problem, ...]:
    try:
        return tuple(proof.prove())
    except Exception as error:  # whatever stops one proof must not stop the others
        said = f"'{proof.id}' could not be proved: {type(error).__name__}: {error}"
        return (Problem(proof.path, 0, _NOT_PROVED, said),)


def _say_nothing(_done: int, _total: int, _current: str) -> None:
    pass
