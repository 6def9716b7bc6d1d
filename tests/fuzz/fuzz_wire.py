"""The coverage-guided fuzzer: `make fuzz`, or one target by name.

    python -m tests.fuzz.fuzz_wire                 every target, FUZZ_SECONDS in all
    python -m tests.fuzz.fuzz_wire wire -runs=1000 one target, libFuzzer's own options

Needs atheris. What it finds it writes to `tests/fuzz/found/<target>-…`: `make test` runs
every input that lies there, so a finding is mended when its file passes, and it stays.
Inputs that reached something new are kept between runs in a folder of their own.
"""

from __future__ import annotations

import importlib.util
import os
import subprocess
import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).parent
FOUND = HERE / "found"
SHARES = {
    "wire": 0.5,
    "finite": 0.1,
    "reply": 0.1,
    "load": 0.15,
    "frames": 0.05,
    "said": 0.05,
    "event": 0.05,
}


def main(words: list[str]) -> int:
    """All targets one after the other; 1 when one of them found something."""
    if words:
        return one(words[0], words[1:])
    if importlib.util.find_spec("atheris") is None:
        print("atheris is not installed here: it has wheels for Linux on x86-64 only.")
        return 2
    seconds = float(os.environ.get("FUZZ_SECONDS") or 600)
    failed = [name for name, share in SHARES.items() if _apart(name, seconds * share)]
    print(f"Findings: {', '.join(failed) or 'none'}.")
    return 1 if failed else 0


def _apart(name: str, seconds: float) -> int:
    """One target in a process of its own: the fuzzer ends its process when time is up."""
    print(f"== {name}: {seconds:.0f} s", flush=True)
    command = [sys.executable, "-m", "tests.fuzz.fuzz_wire", name]
    return subprocess.run([*command, f"-max_total_time={max(1, round(seconds))}"]).returncode


def one(name: str, options: list[str]) -> int:
    """Fuzz one target until its time is up."""
    import atheris

    with atheris.instrument_imports(include=["ascent"]):
        from tests.fuzz import mutator, targets

    def change(data: bytes, size: int, seed: int) -> bytes:
        """Half of the changes in the message's own terms, half as the fuzzer likes."""
        changed = mutator.mutate(data, seed) if seed % 2 else atheris.Mutate(data, size)
        return changed[:size]

    folder = Path(os.environ.get("FUZZ_CORPUS") or tempfile.gettempdir()) / f"ascent-fuzz-{name}"
    folder.mkdir(parents=True, exist_ok=True)
    FOUND.mkdir(exist_ok=True)
    for number, seed in enumerate(targets.seeds(name)):
        (folder / f"seed-{number}").write_bytes(seed)
    fixed = ["-timeout=30", "-rss_limit_mb=2048", "-max_len=16384", "-print_final_stats=1"]
    words = [*fixed, f"-artifact_prefix={FOUND}/{name}-", *options, str(folder)]
    atheris.Setup(
        [sys.argv[0], *words], lambda data: targets.run(name, data), custom_mutator=change
    )
    atheris.Fuzz()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
