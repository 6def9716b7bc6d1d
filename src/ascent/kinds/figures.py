"""The pack's own figures: drawn in the sandbox, kept by content hash, in light and dark.

Nothing is drawn while a page is asked for: `draw_missing` runs in the
background when the server starts, `ask` does for a figure that came later, and
a page shows a figure once it is there. One that fails is tried again when its
file has changed; until then a page shows its text.
"""

from __future__ import annotations

import hashlib
import logging
import os
import threading
from pathlib import Path
from typing import Any

from django.template.loader import render_to_string

from ascent import home
from ascent.curriculum.entries import Figure
from ascent.kinds import grading, registry, tables
from ascent.runner import executors, kits
from ascent.runner.job import Job, Limits
from ascent.runner.process import Cancelled

log = logging.getLogger(__name__)
THEMES = ("light", "dark")
PAUSE = 15.0  # seconds before each figure that nobody has asked for yet
KIT = "data"
LIMITS = Limits(seconds=20, memory_mb=1024, output_kb=16)
# Okabe and Ito (2008), in the order of LOOK: blue first, yellow never as a line on paper.
CYCLE = ["#0072B2", "#D55E00", "#009E73", "#CC79A7", "#56B4E9", "#E69F00"]
COLOURS: dict[str, dict[str, Any]] = {
    "light": {"name": "light", "ink": "#1F2328", "muted": "#5F646B", "paper": "#FAF8F3"},
    "dark": {"name": "dark", "ink": "#E8E6E1", "muted": "#A2A7AE", "paper": "#14171A"},
}
COLOURS["light"] |= {"line": "#E4DFD3", "cycle": CYCLE}
COLOURS["dark"] |= {"line": "#2C3237", "cycle": ["#56B4E9", "#E69F00", *CYCLE[2:4], CYCLE[0]]}

_one_at_a_time = threading.Lock()
_asked: set[str] = set()  # content hashes that are being drawn for a page
_failed: set[str] = set()  # content hashes that do not draw


def style(theme: str) -> dict[str, Any]:
    """matplotlib's settings for figures in lessons: quiet axes, light grid, our colours."""
    c = COLOURS[theme]
    return {
        "figure.facecolor": c["paper"],
        "axes.facecolor": c["paper"],
        "savefig.facecolor": c["paper"],
        "axes.edgecolor": c["muted"],
        "axes.labelcolor": c["ink"],
        "axes.titlecolor": c["ink"],
        "text.color": c["ink"],
        "xtick.color": c["muted"],
        "ytick.color": c["muted"],
        "grid.color": c["line"],
        "axes.grid": True,
        "axes.axisbelow": True,
        "axes.spines.top": False,
        "axes.spines.right": False,
        "legend.frameon": False,
        "font.size": 11,
        "figure.dpi": 160,
        "figure.figsize": (7.0, 4.2),
    }


def drawing_code(source: str, theme: str) -> str:
    """The program that draws one figure: our style, then the pack's `draw`."""
    return (
        "import types\n"
        "import matplotlib.pyplot as plt\n"
        "from cycler import cycler\n"
        f"_colours = {COLOURS[theme]!r}\n"
        f"plt.rcParams.update({style(theme)!r})\n"
        "plt.rcParams['axes.prop_cycle'] = cycler(color=_colours['cycle'])\n"
        f"exec(compile({source!r}, 'figure.py', 'exec'))\n"
        "draw(plt, types.SimpleNamespace(**_colours))\n"
    )


def drawn(figure: Figure, theme: str) -> Path | None:
    """The kept picture, or None while it is not drawn."""
    path = _path(figure, theme)
    return path if path.is_file() else None


def html(figure: Figure | None, alt: str) -> str:
    """A figure in a page: both themes once drawn, a frame that asks again, or its text alone."""
    if figure is None:
        return ""
    ready = all(drawn(figure, t) for t in THEMES)
    comes = figure.content_hash not in _failed and kits.is_ready(KIT)
    context = {"figure": figure, "alt": alt, "ready": ready, "comes": comes}
    return render_to_string("workbench/figure.html", context)


def draw(figure: Figure, theme: str) -> Path:
    """Draw one figure in the sandbox and keep it. Raises `RuntimeError`."""
    path = _path(figure, theme)
    with _one_at_a_time:
        if path.is_file():
            return path
        png = picture(figure, theme)
        path.parent.mkdir(parents=True, exist_ok=True)
        temporary = path.with_suffix(f".{os.getpid()}.part")  # servers may share the folder
        temporary.write_bytes(png)
        temporary.replace(path)
    return path


def picture(figure: Figure, theme: str) -> bytes:
    """The PNG of a figure. Raises `RuntimeError` with what the drawing said."""
    job = Job(
        kit=KIT,
        code=drawing_code(figure.path.read_text(encoding="utf-8"), theme),
        files=tables.public(figure.data, registry.pack()),
        limits=LIMITS,
    )
    result = executors.run(job, cancel=grading.stopping)
    png = result.figures[-1].png if result.figures else b""
    if result.outcome != "passed" or not png:
        raise RuntimeError(f"{figure.id} drew nothing ({result.outcome}): {result.error}")
    return png


def ask(figure: Figure) -> None:
    """Draw a figure in the background, unless that was asked for already."""
    known = figure.content_hash in _asked | _failed or all(drawn(figure, t) for t in THEMES)
    if known or not kits.is_ready(KIT):
        return
    _asked.add(figure.content_hash)
    threading.Thread(target=_draw_both, args=(figure,), name="drawing", daemon=True).start()


def draw_missing(stop: threading.Event) -> None:
    """Draw every figure that is not kept yet, until `stop` is set.

    Those of interests come at once, since Survey shows them. The others wait for a while: a
    newcomer's first checks need the machine more, and a page that wants one has it drawn.
    """
    pack = registry.pack()
    seen_first = {interest.figure for interest in pack.interests.values()}
    for figure in sorted(pack.figures.values(), key=lambda f: f.id not in seen_first):
        if figure.id not in seen_first:
            stop.wait(PAUSE)
        if stop.is_set():
            return
        _draw_both(figure)


def _draw_both(figure: Figure) -> None:
    try:
        for theme in THEMES:
            if figure.content_hash not in _failed:
                draw(figure, theme)
    except Cancelled:
        log.info("the figure %s is drawn next time", figure.id)
    except Exception:
        _failed.add(figure.content_hash)
        log.exception("could not draw the figure %s", figure.id)
    finally:
        _asked.discard(figure.content_hash)


def _path(figure: Figure, theme: str) -> Path:
    key = hashlib.sha256(f"{figure.content_hash}{style(theme)}".encode()).hexdigest()[:16]
    return home.home() / "cache" / "figures" / f"{figure.id}-{key}-{theme}.png"
