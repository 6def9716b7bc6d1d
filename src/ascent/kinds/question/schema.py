"""questions/<area>/<topic>.toml."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from ascent.curriculum.asking import Numeric, OneOf, Order, PredictOutput, SeveralOf
from ascent.curriculum.base import Entry, Share, SkillWeights, Strictly


class ReviewQuestion(Entry):
    """What a question of the review has beside its body."""

    skills: SkillWeights
    difficulty: Share = Field(description="From 0 (anyone) to 1 (hard).")


class OneOfQuestion(ReviewQuestion, OneOf):
    """Exactly one answer is right."""


class SeveralOfQuestion(ReviewQuestion, SeveralOf):
    """One or more answers are right, and all of those have to be chosen."""


class NumericQuestion(ReviewQuestion, Numeric):
    """The answer is a number."""


class OrderQuestion(ReviewQuestion, Order):
    """Items to put in order."""


class PredictOutputQuestion(ReviewQuestion, PredictOutput):
    """Code whose printed output the learner predicts."""


AnyQuestion = Annotated[
    OneOfQuestion | SeveralOfQuestion | NumericQuestion | OrderQuestion | PredictOutputQuestion,
    Field(discriminator="kind"),
]


class QuestionsFile(Strictly):
    """questions/<area>/<topic>.toml: the questions about one topic."""

    questions: tuple[AnyQuestion, ...] = Field(alias="question")
