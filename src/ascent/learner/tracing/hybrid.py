"""The online hybrid model: how probable is a right answer to the next question?

Three ideas under one logistic layer. A rating as in chess (Elo, 1978; for learners Pelánek, 2016)
moves a learner's general ability and the ability in each skill after every answer, towards what
the answer showed. Counters and running averages say how many answers were right, how recent they
are, whether this very question was met before (logistic knowledge tracing in the line of Pavlik,
Cen and Koedinger, 2009, and Gervet and others, 2020). And where other learners' answers were
counted, `situations` say what usually follows what. One weighted sum, put through the logistic
function, is the chance.

Everything is read from answers given before the one that is predicted. Pure: no clock, no
database. At most 40 numbers are shared by all learners, skills and questions; difficulties and
situations are data about a course, a `Student` is data about a learner.
"""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from math import exp, log, log1p
from operator import mul
from typing import Any, Self

from ascent.learner.tracing.situations import KINDS, NONE, Situations
from ascent.learner.tracing.student import SkillRow
from ascent.learner.tracing.student import Student as Student

HOUR = 3600.0
_LAST = (0.0, 1.0, -1.0)  # by the last digit of a pattern

COLUMNS = (
    "ability",
    "skill ability",
    "difficulty",
    "right so far",
    "wrong so far",
    "right on the skill",
    "wrong on the skill",
    "right on this question",
    "wrong on this question",
    "lately on the skill",
    "longer on the skill",
    "lately",
    "longer",
    "last on the skill",
    "answers since the skill",
    "new skill",
    "hours since the skill",
    "streak",
    "difficulty after a good run",
)


@dataclass(frozen=True)
class Parameters:
    """The numbers that all learners, skills and questions share.

    `weights` belong to `COLUMNS`, `usual` to the kinds of situation, in their order. A rating moves
    by `error * step / (1 + fade * n)` where n counts the answers before; `item_step` and
    `item_fade` do the same for difficulties while the model is fitted.
    """

    weights: tuple[float, ...]
    intercept: float
    usual: tuple[float, ...] = (0.0,) * len(KINDS)
    step: float = 0.35
    fade: float = 0.03
    skill_step: float = 0.9
    skill_fade: float = 0.25
    item_step: float = 1.2
    item_fade: float = 0.35

    @property
    def size(self) -> int:
        """How many numbers these are; six more are constants of `student` and `counting`."""
        return len(self.weights) + len(self.usual) + 7

    def to_json(self) -> dict[str, Any]:
        return {**asdict(self), "weights": list(self.weights), "usual": list(self.usual)}

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Self:
        """The parameters that `to_json` wrote.

        Raises:
            ValueError: there is not one weight for each column and each kind of situation.
        """
        weights, usual = tuple(data["weights"]), tuple(data["usual"])
        if (len(weights), len(usual)) != (len(COLUMNS), len(KINDS)):
            raise ValueError(
                f"The model has {len(COLUMNS)} columns and {len(KINDS)} kinds of situation; "
                f"these are weights for {len(weights)} and {len(usual)}."
            )
        return cls(**{**data, "weights": weights, "usual": usual})


ELO = Parameters((1.0, 1.0, -1.0) + (0.0,) * (len(COLUMNS) - 3), 0.0, (1.0,) * len(KINDS))
"""Ratings alone, and situations at their word: where a fit to a table of its own starts, and what
it stays near while there are few answers."""

DEFAULT = Parameters(
    weights=(
        *(0.6, 0.3, -0.85, 0.1, -0.12, 0.0, 0.0, 0.12, 0.0, 0.26),
        *(0.13, 0.0, 0.23, 0.09, -0.06, -0.42, -0.11, 0.02, -0.25),
    ),
    intercept=-0.05,
    usual=(0.84, 0.76, 1.13, 0.78, 0.7, 0.66, 0.88),
)
"""What holds before anything was fitted. The weights were measured and rounded: one regression on
three public tables of answers together (ASSISTments 2009, Statics 2011, a part of Algebra 2005;
`docs/developer/benchmarks.md`), with an intercept for each table and without situations, which a
new course does not have. Columns whose weight came out against their sense (more right answers, a
lower chance) were left out, hence the zeros. The tables themselves are not part of Ascent."""


def logit_of(difficulty: float) -> float:
    """An author's difficulty, 0 (anyone) to 1 (hard), as a difficulty in logits.

    The line puts 0 and 1 at the 5th and the 95th percentile of the difficulties, -2.4 and 0.9, of
    the questions with five answers or more in the tables that `DEFAULT` comes from.
    """
    return -2.4 + 3.3 * difficulty


def sigmoid(x: float) -> float:
    """The logistic function, safe for every x."""
    return 1 / (1 + exp(-x)) if x >= 0 else 1 - 1 / (1 + exp(x))


def columns(
    student: Student, item: str, skills: Sequence[str], difficulty: float, at: float | None
) -> list[float]:
    """The numbers that the weights multiply, in the order of `COLUMNS`; answers before only."""
    return _columns(student, item, student.rows(skills), difficulty, at)


def _columns(
    student: Student, item: str, rows: Sequence[SkillRow], difficulty: float, at: float | None
) -> list[float]:
    total, right, lately = student.total, student.right, student.lately
    tried = won = 0
    rating = short = long = last = since = 0.0
    when = None
    for n, solved, theta, quick, slow, pattern, nth, before in rows:
        if n:
            tried += n
            won += solved
            rating += theta
            short += quick
            long += slow
            last += _LAST[pattern % 3]
            since += log1p(total - nth + 1)
            if before is not None and (when is None or before > when):
                when = before
    hours = 0.0
    if at is not None and when is not None:
        hours = log(2 + max(0.0, at - when) // HOUR)
    met = student.items.get(item)
    share = 1 / len(rows)
    return [
        student.ability,
        rating * share,
        difficulty,
        log1p(right),
        log1p(total - right),
        log1p(won),
        log1p(tried - won),
        log1p(met[0]) if met else 0.0,
        log1p(met[1]) if met else 0.0,
        short * share,
        long * share,
        lately,
        student.longer,
        last * share,
        since * share,
        0.0 if tried else 1.0,
        hours,
        float(student.streak),
        difficulty * lately,
    ]


def chance(
    parameters: Parameters,
    student: Student,
    item: str,
    skills: Sequence[str],
    difficulty: float,
    at: float | None = None,
    known: Situations = NONE,
) -> float:
    """The probability in (0, 1) that the next answer is right.

    Args:
        difficulty: of the question, in logits: fitted, or an author's by `logit_of`.
        at: Unix time in seconds, None where nobody knows.
        known: what was counted of situations in this course.
    """
    return sigmoid(logit(parameters, student, item, skills, difficulty, at, known))


def logit(
    parameters: Parameters,
    student: Student,
    item: str,
    skills: Sequence[str],
    difficulty: float,
    at: float | None = None,
    known: Situations = NONE,
) -> float:
    """`chance` before the logistic function."""
    rows = student.rows(skills)
    found = parameters.intercept
    found += sum(map(mul, parameters.weights, _columns(student, item, rows, difficulty, at)))
    if known.tables:
        found += sum(map(mul, parameters.usual, known.of(student, item, skills, rows, at)))
    return float(found)


def terms(
    parameters: Parameters,
    student: Student,
    item: str,
    skills: Sequence[str],
    difficulty: float,
    at: float | None = None,
    known: Situations = NONE,
) -> list[tuple[str, float]]:
    """What each column and each kind of situation adds to the logit of the chance, by its name."""
    rows = student.rows(skills)
    numbers = (
        *_columns(student, item, rows, difficulty, at),
        *known.of(student, item, skills, rows, at),
    )
    products = map(mul, (*parameters.weights, *parameters.usual), numbers)
    return list(zip((*COLUMNS, *KINDS), products, strict=True))


def update(
    parameters: Parameters,
    student: Student,
    item: str,
    skills: Sequence[str],
    difficulty: float,
    right: bool,
    at: float | None = None,
) -> float:
    """Take in one answer. Returns the rating's error: what came minus what it expected."""
    rows = student.rows(skills)
    rating = sum([row.rating for row in rows]) / len(rows)
    error = right - sigmoid(student.ability + rating - difficulty)
    student.ability += error * parameters.step / (1 + parameters.fade * student.total)
    move, fade = error * parameters.skill_step, parameters.skill_fade
    student.take(item, skills, right, at, [move / (1 + fade * row.answers) for row in rows])
    return error
