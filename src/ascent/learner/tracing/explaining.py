"""Why the hybrid model expects what it expects, in sentences for a beginner. Pure.

Terms of the weighted sum that speak of the same thing are added up, and compared with those of a
learner of whom nothing is known. Each sentence states what the learner's counters hold, then
whether that raises or lowers the chance.
"""

from collections.abc import Callable, Sequence
from typing import NamedTuple

from ascent.learner.tracing import hybrid
from ascent.learner.tracing.situations import KINDS, NONE, Situations
from ascent.learner.tracing.student import SkillRow, Student

LEAST = 0.1  # logits: what moves the chance by less is not worth a sentence
MIDDLE = hybrid.logit_of(0.5)
DAY = 86_400.0


class Reason(NamedTuple):
    """A sentence, and by how many logits its fact raises (or lowers) the chance."""

    text: str
    logits: float


class Asked(NamedTuple):
    """A question put to a learner at a time; `rows`: what is kept of its skills."""

    student: Student
    item: str
    rows: Sequence[SkillRow]
    difficulty: float
    at: float | None


def why(
    parameters: hybrid.Parameters,
    student: Student,
    item: str,
    skills: Sequence[str],
    difficulty: float,
    at: float | None = None,
    known: Situations = NONE,
) -> list[Reason]:
    """The reasons for the chance of a right answer, the strongest first; maybe none."""
    told = dict(hybrid.terms(parameters, student, item, skills, difficulty, at, known))
    blank = dict(hybrid.terms(parameters, Student(), item, skills, MIDDLE, at))
    blank["new skill"] = 0.0  # that nothing is known yet is a reason too
    asked = Asked(student, item, student.rows(skills), difficulty, at)
    reasons = []
    for columns, says in _THEMES:
        logits = sum(told[name] - blank[name] for name in columns)
        fact = says(asked, logits > 0) if abs(logits) >= LEAST else ""
        if fact:
            turn = "raises" if logits > 0 else "lowers"
            reasons.append(Reason(f"{fact} That {turn} the chance.", logits))
    return sorted(reasons, key=lambda reason: -abs(reason.logits))


def _of_new(asked: Asked, raises: bool) -> str:
    return f"You have not answered anything on {_skills(asked)} yet."


def _of_skill(asked: Asked, raises: bool) -> str:
    answers = sum(row.answers for row in asked.rows)
    if not answers:
        return ""
    said = _right(sum(row.right for row in asked.rows), answers, f" on {_skills(asked)}")
    if answers == 1:
        return f"{said}."
    newest = max(asked.rows, key=lambda row: row.nth)
    return f"{said}. The last one was {'right' if newest.pattern % 3 == 1 else 'wrong'}."


def _of_all(asked: Asked, raises: bool) -> str:
    student = asked.student
    if not student.total:
        return ""
    said = _right(student.right, student.total, " so far")
    run = abs(student.streak)
    if run < 3 or run == student.total:
        return f"{said}."
    return f"{said}. The last {run} were {'right' if student.streak > 0 else 'wrong'}."


def _of_question(asked: Asked, raises: bool) -> str:
    met = asked.student.items.get(asked.item)
    return f"{_right(met[0], sum(met), ' to this very question')}." if met else ""


def _of_difficulty(asked: Asked, raises: bool) -> str:
    if asked.difficulty == MIDDLE:
        return ""
    return f"This asks {'more' if asked.difficulty > MIDDLE else 'less'} than a middling question."


def _of_time(asked: Asked, raises: bool) -> str:
    last = max(row.nth for row in asked.rows)
    times = [row.at for row in asked.rows if row.at is not None]
    days = int((asked.at - max(times)) // DAY) if times and asked.at is not None else 0
    if days >= 1:
        return f"Your last answer on {_skills(asked)} is {days} day{'s' * (days > 1)} old."
    between = asked.student.total - last
    if not last or between < 1:
        return ""
    asks = f"{between} other question{'s' * (between > 1)}"
    return f"You answered {asks} since the last one on {_skills(asked)}."


def _of_situation(asked: Asked, raises: bool) -> str:
    often = "more" if raises else "less"
    return f"Others who came to this as you did were right {often} often than expected."


def _skills(asked: Asked) -> str:
    return "this skill" if len(asked.rows) == 1 else "these skills"


def _right(right: int, answers: int, where: str) -> str:
    if answers == 1:
        return f"Your one answer{where} was {'right' if right else 'wrong'}"
    if right == answers:
        return f"All your {answers} answers{where} were right"
    return (
        f"{right or 'None'} of your {answers} answers{where} {'were' if right > 1 else 'was'} right"
    )


_Says = Callable[[Asked, bool], str]
_THEMES: tuple[tuple[tuple[str, ...], _Says], ...] = (
    (
        (
            *("skill ability", "right on the skill", "wrong on the skill", "lately on the skill"),
            *("longer on the skill", "last on the skill"),
        ),
        _of_skill,
    ),
    (("new skill",), _of_new),
    (("ability", "right so far", "wrong so far", "lately", "longer", "streak"), _of_all),
    (("right on this question", "wrong on this question"), _of_question),
    (("difficulty", "difficulty after a good run"), _of_difficulty),
    (("answers since the skill", "hours since the skill"), _of_time),
    (KINDS, _of_situation),
)
