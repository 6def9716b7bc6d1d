"""An environment for benchmarks that need numba, scikit-learn or PyTorch, which Ascent does not.

It lies in `.bench/lab`, sees the engine's own packages, and is made when a benchmark first
asks for it: `enter("benchmarks.sequencing", NUMBA)` as the first line of its `main()`.
"""

from __future__ import annotations

import os
import subprocess
import sys
import sysconfig
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
PLACE = ROOT / ".bench" / "lab"
PYTHON = PLACE / "bin" / "python"

NUMBA = ("numba==0.68.1",)
LEARN = ("scikit-learn==1.9.1",)  # SciPy comes with it
TORCH = ("torch==2.13.0",)


def enter(module: str, packages: tuple[str, ...]) -> None:
    """Go on as `module` inside the lab, with `packages` in it. Returns at once when inside.

    Raises:
        SystemExit: the packages cannot be installed; pip has said why.
    """
    if Path(sys.prefix).resolve() == PLACE.resolve():
        return
    _make()
    missing = [p for p in packages if not _marker(p).exists()]
    if missing:
        print(f"Installing {', '.join(missing)} for this benchmark into {PLACE} …", flush=True)
        words = [str(PYTHON), "-m", "pip", "install", "--quiet", "--constraint", "constraints.txt"]
        if subprocess.run([*words, *missing], cwd=ROOT, check=False).returncode:
            raise SystemExit("The benchmark needs these packages. See pip's message above.")
        for package in missing:
            _marker(package).touch()
    paths = [str(ROOT / "src"), os.environ.get("PYTHONPATH", "")]
    os.environ["PYTHONPATH"] = os.pathsep.join(path for path in paths if path)
    os.chdir(ROOT)
    os.execv(PYTHON, [str(PYTHON), "-m", module, *sys.argv[1:]])


def _make() -> None:
    """The environment, with a file by which it finds the engine's packages too."""
    if PYTHON.exists():
        return
    subprocess.run([sys.executable, "-m", "venv", str(PLACE)], check=True)
    inside = [str(PYTHON), "-c", "import sysconfig; print(sysconfig.get_path('purelib'))"]
    place = subprocess.run(inside, capture_output=True, text=True, check=True).stdout.strip()
    Path(place, "engine.pth").write_text(sysconfig.get_path("purelib") + "\n")


def _marker(package: str) -> Path:
    return PLACE / f".has-{package}"
