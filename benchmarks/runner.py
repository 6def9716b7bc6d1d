"""What a verdict costs: beside a bare fork without isolation, a cold pytest, nbgrader and otter.

    make bench NAME=runner ARGS="--rounds 5 --peers no"

Everything runs in turn, round after round, so that a busy machine is busy for all. CPU seconds
count every process that a submission keeps busy: the worker's, the zygotes', the learner's and
the checker's, with the clones that wait for the next one. The peers are installed from PyPI
into an environment of the benchmark's own.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import subprocess
import tempfile
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

from ascent import runner
from ascent.runner import Job, Limits, kits, sandbox, zygotes
from ascent.runner.process import Child
from benchmarks import peers
from benchmarks.harness import Figure, median, report

CASES = Path(__file__).parent / "cases"
KITS = {"trivial": "data", "numpy": "data", "iris": "data", "two": "data", "torch": "deep"}
OVERHEAD_MS = 3.0
TIMES_NBGRADER, TIMES_OTTER = 90.0, 180.0
SHARE_OF_CORES = 0.8
PRIVATE_MB = 12.0
READY = {"data": 1.5, "deep": 3.0}  # seconds
PAUSE = 0.1  # between two submissions, so that children wait again: a person is slower
TICKS = os.sysconf("SC_CLK_TCK")

NOTES = (
    "ms: request to verdict, median. work: executing the answer and its checks, inside a fork "
    "without isolation. over: Ascent's ms without that work. cpu: seconds per submission of two "
    "questions, all processes. isolated: namespaces, Landlock, seccomp, limits, as `ascent doctor` "
    "says. Peers: {peers}."
)


class Floor:
    """A bare warm fork: see floor.py."""

    def __init__(self, kit: str) -> None:
        """Start it in the kit's interpreter and wait until it has imported everything."""
        python = kits.python_of(kit)
        program = str(Path(__file__).with_name("floor.py"))
        env = {**sandbox.environment("/nonexistent"), "PYTHONPATH": str(sandbox.ENGINE.parent)}
        env["MPLBACKEND"] = "agg"
        self.process = subprocess.Popen(
            [str(python), "-B", program],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            env=env,
        )
        self._read()

    def _read(self) -> str:
        assert self.process.stdout
        return self.process.stdout.readline()

    def ask(self, request: dict[str, str]) -> dict[str, float]:
        """One request, one answer."""
        assert self.process.stdin
        self.process.stdin.write(json.dumps(request) + "\n")
        self.process.stdin.flush()
        answer: dict[str, float] = json.loads(self._read())
        return answer

    def grade(self, case: str) -> tuple[float, float]:
        """Milliseconds of the whole and of the work in the fork."""
        folder = CASES / case
        request = {"answer": str(folder / "answer.py"), "checks": str(folder / "checks.py")}
        started = time.perf_counter()
        told = self.ask(request)
        assert told["passed"], told
        return 1000 * (time.perf_counter() - started), 1000 * told["work"]

    def cpu(self) -> float:
        """CPU seconds so far, with its forks."""
        return self.ask({})["cpu"]

    def close(self) -> None:
        """End it."""
        self.process.kill()
        self.process.wait()


def ours(case: str) -> float:
    """Milliseconds from request to verdict."""
    folder = CASES / case
    job = Job((folder / "answer.py").read_text(), kit=KITS[case], limits=Limits(seconds=20))
    started = time.perf_counter()
    verdict = runner.grade(job, folder / "checks.py")
    spent = 1000 * (time.perf_counter() - started)
    assert verdict.passed, verdict
    return spent


def cpu_of_all() -> float:
    """CPU seconds of this process, of all that descend from it, and of their dead children."""
    return sum(_cpu(process) for process in [os.getpid(), *_descendants(os.getpid())])


def _descendants(process: int) -> Iterator[int]:
    for task in Path(f"/proc/{process}/task").iterdir():
        for word in (task / "children").read_text().split():
            yield int(word)
            yield from _descendants(int(word))


def _cpu(process: int) -> float:
    words = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    return sum(map(int, words[11:15])) / TICKS


def settle() -> None:
    """Let what the last submission left to do be done."""
    time.sleep(PAUSE)


def latencies(floors: dict[str, Floor], rounds: int) -> list[Figure]:
    """Every case in turn, floor and ours beside each other."""
    whole: dict[str, list[float]] = {case: [] for case in KITS}
    work: dict[str, list[float]] = {case: [] for case in KITS}
    mine: dict[str, list[float]] = {case: [] for case in KITS}
    cases = [case for case, kit in KITS.items() if kit in floors]
    for number in range(rounds * 6 + 1):
        for case in cases:
            floor, inner = floors[KITS[case]].grade(case)
            settle()
            spent = ours(case)
            settle()
            if number:  # the first one warms caches on both sides
                whole[case].append(floor)
                work[case].append(inner)
                mine[case].append(spent)
    figures = []
    for case in cases:
        over = median([one - inner for one, inner in zip(mine[case], work[case], strict=True)])
        figures += [
            Figure(f"floor-{case}", round(median(whole[case]), 2), "ms"),
            Figure(f"work-{case}", round(median(work[case]), 2), "ms"),
            Figure(f"ascent-{case}", round(median(mine[case]), 2), "ms"),
            Figure(f"over-{case}", round(over, 2), "ms", OVERHEAD_MS),
        ]
    return figures


def costs(floor: Floor, installed: list[peers.Peer], rounds: int) -> tuple[list[Figure], float]:
    """CPU seconds per submission of two questions, in turn; ours also for the throughput."""
    batch = 10
    mine: list[float] = []
    bare: list[float] = []
    theirs: dict[str, list[float]] = {peer.name: [] for peer in installed}
    walls: dict[str, list[float]] = {peer.name: [] for peer in installed}
    for _ in range(rounds):
        mine.append(_per_submission(cpu_of_all, lambda: ours("two"), batch))
        bare.append(_per_submission(floor.cpu, lambda: floor.grade("two"), batch))
        for peer in installed:
            spent = peer.grade()
            theirs[peer.name].append(spent.cpu)
            walls[peer.name].append(1000 * spent.wall)
    own = median(mine)
    figures = [
        Figure("cpu-ascent", round(own, 4), "s"),
        Figure("cpu-floor", round(median(bare), 4), "s"),
    ]
    goals = {"nbgrader": TIMES_NBGRADER, "otter": TIMES_OTTER}
    for name, spent_cpu in theirs.items():
        times = median([one / own_then for one, own_then in zip(spent_cpu, mine, strict=True)])
        figures += [
            Figure(f"ms-{name}", round(median(walls[name])), "ms"),
            Figure(f"cpu-{name}", round(median(spent_cpu), 3), "s"),
            Figure(f"times-{name}", round(times, 1), "x", goals.get(name), least=True),
        ]
    return figures, own


def _per_submission(cpu, grade, count):  # type: ignore[no-untyped-def]
    """CPU seconds of one of `count` submissions."""
    settle()
    before = cpu()
    for _ in range(count):
        grade()
        settle()
    return (cpu() - before) / count


def throughput(seconds: float) -> list[Figure]:
    """Submissions of two questions per second when more wait than there are cores."""
    cores = len(os.sched_getaffinity(0))
    until = time.monotonic() + seconds
    lock = threading.Lock()
    done = 0

    def work() -> None:
        nonlocal done
        while time.monotonic() < until:
            ours("two")
            with lock:
                done += 1

    before, started = cpu_of_all(), time.monotonic()
    with ThreadPoolExecutor(cores + 1) as pool:
        for one in [pool.submit(work) for _ in range(cores + 1)]:
            one.result()
    wall = time.monotonic() - started
    settle()
    each = (cpu_of_all() - before) / done
    share = (done / wall) / (cores / each)
    return [
        Figure("throughput", round(done / wall, 1), "submissions/s"),
        Figure("cpu-saturated", round(each, 4), "s"),
        Figure("share-of-cores", round(share, 3), "", SHARE_OF_CORES, least=True),
    ]


@contextmanager
def met_children() -> Iterator[list[Child]]:
    """The children that are launched inside the block."""
    seen: list[Child] = []
    launch = sandbox.launch

    def noted(purpose, python, tier, watch):  # type: ignore[no-untyped-def]
        child = launch(purpose, python, tier, watch)
        seen.append(child)
        return child

    sandbox.launch = noted
    try:
        yield seen
    finally:
        sandbox.launch = launch


def private_mb() -> float:
    """Megabytes that a learner process has for itself alone after the iris fit."""
    held: list[float] = []
    answer = (CASES / "iris" / "answer.py").read_text()
    fit = (
        "\nimport numpy as np\nrng = np.random.default_rng(0)\ny = np.repeat([0, 1, 2], 50)\n"
        "X = rng.normal(size=(150, 4)) + y[:, None]\npredict(X, y, X)\nprint('done')\n"
    )
    with met_children() as children:

        def look(event: dict[str, object]) -> None:
            if event["event"] == "output":
                text = Path(f"/proc/{children[-1].target}/smaps_rollup").read_text()
                lines = [line.split() for line in text.splitlines() if line.startswith("Private")]
                held.append(sum(int(line[1]) for line in lines) / 1024)

        for _ in range(5):
            runner.run(Job(answer + fit), look)
            settle()
    return median(held)


def ready_seconds(kit: str) -> float:
    """Seconds until the largest zygote of a kit can clone."""
    key, spent = (kits.python_of(kit), "learner"), []
    for _ in range(3):
        started = time.perf_counter()
        family = zygotes.start(key, standby=1)
        try:
            assert family.ready("whole", 60)
            spent.append(time.perf_counter() - started)
        finally:
            family.close()
    return median(spent)


def main() -> int:
    """Measure and report."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--peers", choices=("yes", "no"), default="yes")
    parser.add_argument("--seconds", type=float, default=10.0, help="of saturation")
    given = parser.parse_args()
    present = [kit for kit in ("data", "deep") if kits.is_ready(kit)]
    print(f"Isolation here: {runner.isolation().level}", flush=True)
    figures = [
        Figure(f"ready-{kit}", round(ready_seconds(kit), 2), "s", READY[kit]) for kit in present
    ]
    folder = Path(tempfile.mkdtemp())
    floors: dict[str, Floor] = {}
    try:
        for kit in present:
            assert runner.warm(kit, timeout=120)
            floors[kit] = Floor(kit)
        figures += latencies(floors, given.rounds)
        installed: list[peers.Peer] = []
        if given.peers == "yes":
            peers.install()
            kinds = (peers.Pytest, peers.Nbgrader, peers.Otter)
            installed = [kind(folder) for kind in kinds]
        paid, _ = costs(floors["data"], installed, given.rounds)
        figures += paid
        figures += throughput(given.seconds)
        figures.append(Figure("private-mb", round(private_mb(), 1), "MB", PRIVATE_MB))
    finally:
        for floor in floors.values():
            floor.close()
        runner.cool()
        shutil.rmtree(folder, ignore_errors=True)
    return report("runner", figures, NOTES.format(peers=", ".join(peers.PACKAGES)))


if __name__ == "__main__":
    raise SystemExit(main())
