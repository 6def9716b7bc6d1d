"""Questions: numeric, one-of, several-of, order, predict-the-output; mostly for review."""

from ascent.kinds.base import Kind
from ascent.kinds.question.content import CONTENT
from ascent.kinds.question.grader import chance, grade

KIND = Kind(
    name="question",
    title="Question",
    content=CONTENT,
    urls="ascent.kinds.question.urls",
    slip=0.1,
    grade=grade,
    chance=chance,
    in_coach=False,
)
