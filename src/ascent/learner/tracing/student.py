"""What the hybrid model remembers of one learner: totals, and one row per skill and question met.

Small, quick to copy and plain in JSON, for it is kept beside every learner's state. Pure.
"""

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

SHORT, LONG = 0.3, 0.1  # how fast the two averages of a skill follow an answer
LATELY, LONGER = 0.2, 0.05  # the same for all answers of the learner
STREAK = 8  # a run of right or of wrong answers counts up to here
NO_SKILL = ("",)  # questions without a skill share this one


def together(skills: Sequence[str]) -> str:
    """One name for skills that are asked together, in whatever order."""
    return skills[0] if len(skills) == 1 else " ".join(sorted(skills))


class SkillRow(NamedTuple):
    """One skill: answers, right ones, rating in logits, two running averages of right (1) and
    wrong (-1), the last three results, which answer of the learner the last one was, and when.

    `pattern` holds three digits of base 3, the newest last: 0 none yet, 1 right, 2 wrong.
    """

    answers: int = 0
    right: int = 0
    rating: float = 0.0
    short: float = 0.0
    long: float = 0.0
    pattern: int = 0
    nth: int = 0
    at: float | None = None


NEW = SkillRow()


class Student:
    """The running state of one learner. Rows are replaced and never changed in place.

    `ability`: rating in logits over all skills; `lately`, `longer`: running averages of right (1)
    and wrong (-1). `skills` and `items` (right and wrong answers) hold what was met, by id.
    The rest says what came just before: `before`, `earlier` are the skills asked last and the time
    before, each with its result; `question` the last question with its result; `last`, `other`
    the last skills and the last different ones; `at` the time of the last answer.
    """

    __slots__ = (
        *("ability", "at", "before", "earlier", "items", "last", "lately", "longer"),
        *("other", "question", "right", "skills", "streak", "total"),
    )

    def __init__(self) -> None:
        self.total = self.right = self.streak = 0
        self.ability = self.lately = self.longer = 0.0
        self.skills: dict[str, SkillRow] = {}
        self.items: dict[str, tuple[int, int]] = {}
        self.before = self.earlier = self.question = self.last = self.other = ""
        self.at: float | None = None

    def copy(self) -> "Student":
        """An independent copy."""
        other = Student()
        for name in self.__slots__:
            setattr(other, name, getattr(self, name))
        other.skills, other.items = dict(self.skills), dict(self.items)
        return other

    def to_json(self) -> dict[str, Any]:
        plain = {name: getattr(self, name) for name in self.__slots__}
        plain["skills"] = {skill: list(row) for skill, row in self.skills.items()}
        plain["items"] = {item: list(row) for item, row in self.items.items()}
        return plain

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> "Student":
        student = cls()
        for name in cls.__slots__:
            setattr(student, name, data[name])
        student.skills = {skill: SkillRow(*row) for skill, row in data["skills"].items()}
        student.items = {item: tuple(row) for item, row in data["items"].items()}
        return student

    def rows(self, skills: Sequence[str]) -> list[SkillRow]:
        """The rows of these skills; those never met are new."""
        get = self.skills.get
        return [get(skill, NEW) for skill in skills or NO_SKILL]

    def take(
        self,
        item: str,
        skills: Sequence[str],
        right: bool,
        at: float | None,
        moves: Sequence[float],
    ) -> None:
        """Count one answer. `moves`: by how much the rating of each skill moves, in logits."""
        v, digit = (1, 1) if right else (-1, 2)
        self.total += 1
        self.right += right
        self.lately += LATELY * (v - self.lately)
        self.longer += LONGER * (v - self.longer)
        run = self.streak + v if self.streak * v > 0 else v
        self.streak = max(-STREAK, min(STREAK, run))
        for skill, row, move in zip(skills or NO_SKILL, self.rows(skills), moves, strict=True):
            self.skills[skill] = SkillRow(
                row.answers + 1,
                row.right + right,
                row.rating + move,
                row.short + SHORT * (v - row.short),
                row.long + LONG * (v - row.long),
                row.pattern * 3 % 27 + digit,
                self.total,
                row.at if at is None else at,
            )
        met = self.items.get(item, (0, 0))
        self.items[item] = (met[0] + right, met[1] + (not right))
        self._came(item, together(skills), right)
        self.at = at

    def _came(self, item: str, skills: str, right: bool) -> None:
        """Remember what was asked, for the next answer."""
        if self.last != skills:
            self.other, self.last = self.last, skills
        self.earlier = self.before
        self.before = f"{skills}:{right:d}"
        self.question = f"{item}:{right:d}"
