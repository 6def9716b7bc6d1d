"""Where things lie on this machine: the learner's folder, the packs, the checkout.

Read from the environment at every call, so that tests and commands can point
Ascent at a folder of their own. No Django here: the CLI uses it before any
settings are loaded.
"""

import os
from functools import cache, lru_cache
from pathlib import Path

PACKAGE = Path(__file__).resolve().parent


def home() -> Path:
    """The folder that holds all that is the learner's (`ASCENT_HOME`, else `~/ascent`)."""
    return _resolved(os.environ.get("ASCENT_HOME") or "~/ascent")


@lru_cache(maxsize=4)
def _resolved(folder: str) -> Path:
    return Path(folder).expanduser().resolve()


@cache
def checkout() -> Path | None:
    """The source tree that this package runs from, or None when it was installed from a wheel."""
    root = PACKAGE.parent.parent
    return root if (root / "pyproject.toml").is_file() and PACKAGE.parent.name == "src" else None


def builtin_pack() -> Path:
    """The built-in pack: `curriculum/` of a checkout, or the copy inside the wheel."""
    root = checkout()
    return root / "curriculum" if root else PACKAGE / "_pack"


def packs() -> list[Path]:
    """The packs in order, later ones laid over earlier ones.

    `ASCENT_PACKS` names further packs, separated as paths are on this system;
    packs in `ASCENT_HOME/packs/` come last, by name.
    """
    named = [Path(p) for p in os.environ.get("ASCENT_PACKS", "").split(os.pathsep) if p]
    own = sorted(p.parent for p in (home() / "packs").glob("*/pack.toml"))
    return [builtin_pack(), *named, *own]
