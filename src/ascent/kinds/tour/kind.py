"""Tours: a guided walk through a finished project, with questions and knobs to turn."""

from ascent.kinds.base import Kind
from ascent.kinds.tour.content import CONTENT

KIND = Kind(
    name="tour",
    title="Tour",
    content=CONTENT,
    urls="ascent.kinds.tour.urls",
)
