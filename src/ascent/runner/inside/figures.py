"""Figures that learner code draws: as pixels for eyes, as plain data for checks."""

from __future__ import annotations

import math
import sys
from typing import Any

MAX_FIGURES = 20
MAX_PIXELS = 4_000_000
DPI = 110.0
MAX_TEXTS = 200
MAX_DRAWN = 2_000  # data points told per line, cloud or set of bars


def take() -> list[Any]:
    """Every open figure; afterwards none is open."""
    plt = sys.modules.get("matplotlib.pyplot")
    if plt is None:
        return []
    taken = [plt.figure(number) for number in plt.get_fignums()]
    plt.close("all")
    return taken


class Pixels:
    """A file to save a raw figure into: it keeps the shape, which raw bytes do not tell."""

    def __init__(self) -> None:
        self.width = self.height = 0
        self.data = b""

    def seek(self, *_: object) -> int:
        """What makes it look like a file to matplotlib."""
        return 0

    def write(self, view: Any) -> None:
        """Take the pixels: (height, width, 4) bytes of red, green, blue and opacity."""
        self.height, self.width = view.shape[:2]
        self.data = bytes(view)


def picture(figure: Any) -> dict[str, Any]:
    """The figure as pixels, smaller when it would have more than MAX_PIXELS of them. Whoever
    shows it makes a PNG of them: a file that learner code wrote is opened nowhere."""
    pixels = Pixels()
    inches = float(figure.get_figwidth() * figure.get_figheight())
    dpi = min(DPI, (MAX_PIXELS / max(inches, 1e-6)) ** 0.5)
    figure.savefig(pixels, format="rgba", dpi=dpi, bbox_inches="tight")
    return {"width": pixels.width, "height": pixels.height, "data": pixels.data}


def describe(figure: Any) -> dict[str, Any]:
    """What is drawn, as plain data.

    The facts of the first axes lie on top; `axes` has those of every axes.
    """
    axes = [_axes(one) for one in figure.axes[:50]]
    first = axes[0] if axes else _EMPTY
    texts = [text for one in axes for text in one["texts"]][:MAX_TEXTS]
    title = first["title"] or (figure.get_suptitle() or "")
    return {**first, "title": title, "texts": texts, "axes": axes}


_EMPTY: dict[str, Any] = {
    "title": "",
    "xlabel": "",
    "ylabel": "",
    "kinds": [],
    "n_points": 0,
    "n_lines": 0,
    "n_bars": 0,
    "n_images": 0,
    "legend": [],
    "texts": [],
    "drawn": [],
    "xscale": "linear",
    "yscale": "linear",
}


def _axes(axes: Any) -> dict[str, Any]:
    lines = [line for line in axes.get_lines() if len(line.get_xdata())]
    scatters = [c for c in axes.collections if type(c).__name__ == "PathCollection"]
    others = {type(c).__name__ for c in axes.collections} - {"PathCollection"}
    bars = [p for p in axes.patches if type(p).__name__ == "Rectangle"]
    drawn = {"line": lines, "scatter": scatters, "bar": bars, "image": list(axes.images)}
    names = {"QuadMesh": "mesh", "PolyCollection": "area", "FillBetweenPolyCollection": "area"}
    kinds = [kind for kind, found in drawn.items() if found]
    kinds += sorted({names.get(name, name) for name in others})
    legend = axes.get_legend()
    labels = [text.get_text() for text in legend.get_texts()] if legend else []
    texts = [text.get_text() for text in axes.texts]
    return {
        "title": axes.get_title(),
        "xlabel": axes.get_xlabel(),
        "ylabel": axes.get_ylabel(),
        "kinds": kinds,
        "n_points": sum(len(points.get_offsets()) for points in scatters),
        "n_lines": len(lines),
        "n_bars": len(bars),
        "n_images": len(axes.images),
        "legend": labels[:MAX_TEXTS],
        "texts": texts[:MAX_TEXTS],
        "drawn": _data(lines, scatters, bars),
        "xscale": axes.get_xscale(),
        "yscale": axes.get_yscale(),
    }


def _data(lines: list[Any], scatters: list[Any], bars: list[Any]) -> list[dict[str, Any]]:
    """The data of each line, each cloud of points and all bars: lists of x and y. Points
    that are not finite are left out, and what has more than MAX_DRAWN of them."""
    pairs = [("line", line.get_xdata(orig=False), line.get_ydata(orig=False)) for line in lines]
    for points in scatters:
        at = points.get_offsets()
        pairs.append(("scatter", at[:, 0], at[:, 1]))
    if bars:
        middles = [bar.get_x() + bar.get_width() / 2 for bar in bars]
        pairs.append(("bar", middles, [bar.get_height() for bar in bars]))
    found = []
    for kind, x, y in pairs[:MAX_FIGURES]:
        if len(x) <= MAX_DRAWN:
            both = [(float(a), float(b)) for a, b in zip(_filled(x), _filled(y), strict=True)]
            known = [(a, b) for a, b in both if math.isfinite(a) and math.isfinite(b)]
            found.append({"kind": kind, "x": [a for a, _ in known], "y": [b for _, b in known]})
    return found


def _filled(values: Any) -> Any:
    """Values with nan where matplotlib hides one."""
    return values.filled(math.nan) if hasattr(values, "filled") else values
