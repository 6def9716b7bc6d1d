"""The matplotlib backend of learner code: draws with Agg; `plt.show()` hands figures over."""

from __future__ import annotations

from typing import Any

from matplotlib.backend_bases import FigureManagerBase
from matplotlib.backends.backend_agg import FigureCanvasAgg

from . import figures

shown: list[Any] = []
"""Figures handed over by `plt.show()`, oldest first, until the host takes them."""


class FigureManager(FigureManagerBase):
    """Shows a figure by keeping it for the page."""

    @classmethod
    def pyplot_show(cls, *, block: bool | None = None) -> None:
        """Keep every open figure and close it, as a window that was shown and closed."""
        shown.extend(figures.take())


class FigureCanvas(FigureCanvasAgg):
    """The Agg canvas with our manager."""

    manager_class = FigureManager
