"""Real attacks on the sandbox and the checks, one file of learner code each.

    <family>/<name>.attack.py   the attack; its first comment lines say what stops it
    checks/<name>.checks.py     what it claims to solve
    tools/<name>.tool.py        code that several attacks begin with
    bait.py                     what they may find outside, and whether somebody has been there

These are files for the sandbox and no modules: the second dot keeps type checkers away.

The lines above an attack's code:

    # attack: one sentence on what it does
    # stopped-by: one sentence on what stops it
    # ends: the outcomes that are right, separated by commas
    # checks: the file of checks (default: double)        # with: the tools it begins with
    # limits: fields of Limits, such as seconds=0.5       # sees: a text that it must print
    # says: a text in the message to the learner          # machine: x86_64
    # points: those of checks that it answers truly (default: 0)
    # waits: it waits instead of computing, so it ends late
    # unless-limited: why it is not stopped without namespaces

An attack that gets what it reached for prints a line that begins with GOT. One that leaves
something for the next run has both runs in its file, with a line `# --- next run` between.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from ascent.runner import Limits

HERE = Path(__file__).resolve().parent
NOT_FAMILIES = {"checks", "tools", "__pycache__"}
NEXT_RUN = "# --- next run\n"
HEAD = re.compile(r"# ([a-z-]+): (.+)\n")


@dataclass(frozen=True, slots=True)
class Attack:
    """One attack, as its file tells it."""

    name: str
    family: str
    about: str
    stopped_by: str
    ends: tuple[str, ...]
    """The outcomes that are right; never `passed` and never `our-fault`."""

    runs: tuple[str, ...]
    """Learner code, one text for each run, the tools included."""

    checks: Path
    limits: Limits
    sees: tuple[str, ...] = ()
    says: tuple[str, ...] = ()
    machine: str = ""
    points: float = 0.0
    waits: bool = False
    unless_limited: str = ""
    """Why it is not stopped where there are no namespaces; empty where it is."""

    @property
    def id(self) -> str:
        """Family and name."""
        return f"{self.family}/{self.name}"


def attacks() -> tuple[Attack, ...]:
    """All of them, family by family. Raises ValueError for a file that says too little."""
    folders = sorted(path for path in HERE.iterdir() if path.is_dir())
    families = [folder for folder in folders if folder.name not in NOT_FAMILIES]
    return tuple(read(path) for folder in families for path in sorted(folder.glob("*.attack.py")))


def read(path: Path) -> Attack:
    """The attack in one file. Raises ValueError."""
    text = path.read_text(encoding="utf-8")
    said: dict[str, list[str]] = {}
    at = 0
    while found := HEAD.match(text, at):
        said.setdefault(found[1], []).append(found[2])
        at = found.end()
    missing = {"attack", "stopped-by", "ends"} - said.keys()
    if missing or said.keys() - FIELDS:
        raise ValueError(f"{path}: {missing or said.keys() - FIELDS} in its first lines.")
    ends = tuple(one.strip() for one in said["ends"][0].split(","))
    tools = "".join(_tool(name) for name in _words(said, "with"))
    return Attack(
        path.name.removesuffix(".attack.py"),
        path.parent.name,
        said["attack"][0],
        said["stopped-by"][0],
        ends,
        tuple(tools + run for run in text[at:].split(NEXT_RUN)),
        HERE / "checks" / f"{said.get('checks', ['double'])[0]}.checks.py",
        _limits(said),
        tuple(said.get("sees", ())),
        tuple(said.get("says", ())),
        said.get("machine", [""])[0],
        float(said.get("points", ["0"])[0]),
        "waits" in said,
        said.get("unless-limited", [""])[0],
    )


FIELDS = {"attack", "stopped-by", "ends", "checks", "with", "limits", "sees", "says", "machine"}
FIELDS |= {"waits", "unless-limited", "points"}


def _words(said: dict[str, list[str]], field: str) -> list[str]:
    return " ".join(said.get(field, ())).split()


def _tool(name: str) -> str:
    return (HERE / "tools" / f"{name}.tool.py").read_text(encoding="utf-8") + "\n\n"


def _limits(said: dict[str, list[str]]) -> Limits:
    given = dict(word.split("=") for word in _words(said, "limits"))
    return Limits(float(given.get("seconds", 2)), int(given.get("memory_mb", 256)))
