"""Projects: something of one's own, with milestones, a baseline to beat and a report."""

from ascent.kinds.base import Kind
from ascent.kinds.project.content import CONTENT
from ascent.kinds.project.grader import beside, grade

KIND = Kind(
    name="project",
    title="Project",
    content=CONTENT,
    urls="ascent.kinds.project.urls",
    guess=0.03,
    slip=0.15,
    grade=grade,
    beside=beside,
)
