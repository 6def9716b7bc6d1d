"""A figure of the pack draws in light and in dark, in the time that it has."""

from __future__ import annotations

from collections.abc import Iterator

from ascent.curriculum.entries import Figure
from ascent.curriculum.pack import Pack
from ascent.curriculum.problems import Problem
from ascent.kinds import tables
from ascent.kinds.proving import ended
from ascent.runner import Job, Limits, run

SECONDS = 5.0
LIMITS = Limits(seconds=20, memory_mb=1024, output_kb=16)


def prove_figure(figure: Figure, pack: Pack) -> Iterator[Problem]:
    """Draw it twice, as the pages draw it."""
    from ascent.kinds.figures import THEMES, drawing_code  # needs Django's settings

    source = figure.path.read_text(encoding="utf-8")
    for theme in THEMES:
        job = Job(
            drawing_code(source, theme), files=tables.public(figure.data, pack), limits=LIMITS
        )
        result = run(job)
        if result.seconds > SECONDS:  # a busy machine is no fault of the figure
            result = min(result, run(job), key=lambda r: r.seconds)
        if result.outcome != "passed":
            said = f"In the {theme} theme it does not draw: {ended(result)}"
            yield pack.problem("figure.E950", figure.id, said)
            return
        if not result.figures:
            said = f"In the {theme} theme it draws nothing."
            yield pack.problem("figure.E950", figure.id, said)
            return
        if result.seconds > SECONDS:
            said = f"In the {theme} theme it takes {result.seconds:.1f} seconds; "
            said += f"{SECONDS:g} are accepted."
            hint = "Use fewer rows, fewer points or fewer steps."
            yield pack.problem("figure.E951", figure.id, said, hint=hint)
            return
