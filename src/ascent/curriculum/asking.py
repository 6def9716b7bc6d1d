"""Questions: the shapes in which something can be asked, in the review and at a tour's stops."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Annotated, Literal

from pydantic import Field

from ascent.curriculum.base import Flag, Kit, Number, Strictly, Text
from ascent.curriculum.files import parse_python
from ascent.curriculum.toml import Loc


class Asked(Strictly):
    """What every question has."""

    prompt: Text = Field(description="The question, in Markdown.")
    explanation: str = Field(
        default="", description="Why the answer is right, in Markdown, shown after any answer."
    )


class Choice(Strictly):
    """One of the answers to choose from."""

    text: Text = Field(description="The answer, in Markdown.")
    right: Flag = Field(default=False, description="Whether it is right.")
    why: Text = Field(description="Why it is right or wrong, in Markdown.")


class OneOf(Asked):
    """Exactly one answer is right."""

    kind: Literal["one-of"]
    choices: tuple[Choice, ...] = Field(alias="choice", min_length=2, max_length=8)


class SeveralOf(Asked):
    """One or more answers are right, and all of those have to be chosen."""

    kind: Literal["several-of"]
    choices: tuple[Choice, ...] = Field(alias="choice", min_length=2, max_length=10)


class NumberMistake(Strictly):
    """A believable wrong number, and how one arrives at it."""

    value: Number = Field(description="The wrong number.")
    why: Text = Field(description="Which step leads there, in Markdown.")


class Numeric(Asked):
    """The answer is a number."""

    kind: Literal["numeric"]
    answer: Number = Field(description="The right number.")
    tolerance: Number = Field(ge=0, description="How far off still counts as right.")
    unit: str = Field(default="", description="Unit shown beside the field.")
    explanation: Text = Field(description="How one arrives at the answer, in Markdown.")
    mistakes: tuple[NumberMistake, ...] = Field(
        alias="mistake", min_length=2, description="Two or more believable wrong numbers."
    )


class Order(Asked):
    """Items to put in order."""

    kind: Literal["order"]
    items: tuple[Text, ...] = Field(
        min_length=3, max_length=9, description="The items in the right order; pages shuffle them."
    )
    why: tuple[Text, ...] = Field(
        default=(), description="For each item, why it stands there; or none."
    )
    explanation: Text = Field(description="Why this is the order, in Markdown.")


class TextMistake(Strictly):
    """A believable wrong output, and how one arrives at it."""

    value: str = Field(description="The wrong text.")
    why: Text = Field(description="Which step leads there, in Markdown.")


class PredictOutput(Asked):
    """Code whose printed output the learner predicts."""

    kind: Literal["predict-output"]
    code: Text = Field(description="Python that runs in the kit and prints.")
    answer: Text = Field(description="Exactly what it prints.")
    explanation: Text = Field(description="Why it prints that, in Markdown.")
    mistakes: tuple[TextMistake, ...] = Field(
        default=(), alias="mistake", description="Believable wrong outputs."
    )
    kit: Kit = Field(default="data", description="Environment in which it runs.")


Question = Annotated[
    OneOf | SeveralOf | Numeric | Order | PredictOutput, Field(discriminator="kind")
]
"""Any question, without an id: what a tour's stop may ask."""

Slip = tuple[str, Loc, str, str]


def question_slips(question: Asked) -> Iterator[Slip]:
    """What is wrong with a well-formed question: (rule, place in it, message, hint)."""
    if isinstance(question, OneOf | SeveralOf):
        yield from _choice_slips(question)
    elif isinstance(question, Numeric):
        yield from _number_slips(question)
    elif isinstance(question, Order):
        yield from _order_slips(question)
    elif isinstance(question, PredictOutput):
        yield from _output_slips(question)


def _choice_slips(question: OneOf | SeveralOf) -> Iterator[Slip]:
    right = sum(choice.right for choice in question.choices)
    if question.kind == "one-of" and right != 1:
        said = f"{right} choices are right; a one-of question has exactly one."
        yield "question.E410", (), said, "Set right = true on one choice, or use several-of."
    if question.kind == "several-of" and right == 0:
        said = "No choice is right; a several-of question has at least one."
        yield "question.E411", (), said, "Set right = true on each choice that is right."
    yield from _repeats([choice.text for choice in question.choices], "choice")


def _repeats(texts: Sequence[str], key: str) -> Iterator[Slip]:
    for number, text in enumerate(texts):
        if text.strip() in (other.strip() for other in texts[:number]):
            said = f"The {key} {text!r} is there twice."
            yield "question.E413", (key, number), said, "Change one of the two."


def _number_slips(question: Numeric) -> Iterator[Slip]:
    seen: list[float] = []
    for number, mistake in enumerate(question.mistakes):
        if abs(mistake.value - question.answer) <= question.tolerance:
            said = f"The mistake {mistake.value:g} counts as right: the answer is "
            said += f"{question.answer:g} ± {question.tolerance:g}."
            hint = "Narrow the tolerance, or take a mistake that is further off."
            yield "question.E412", ("mistake", number), said, hint
        if mistake.value in seen:
            said = f"The mistake {mistake.value:g} is there twice."
            yield "question.E412", ("mistake", number), said, "Change one of the two."
        seen.append(mistake.value)


def _order_slips(question: Order) -> Iterator[Slip]:
    yield from _repeats(question.items, "items")
    if question.why and len(question.why) != len(question.items):
        said = f"There are {len(question.why)} reasons for {len(question.items)} items."
        yield "question.E414", ("why",), said, "Give one for each item, in their order, or none."


def _output_slips(question: PredictOutput) -> Iterator[Slip]:
    tree = parse_python(question.code)
    if isinstance(tree, SyntaxError):
        said = f"Line {tree.lineno} of the code does not parse as Python: {tree.msg}."
        yield "question.E407", ("code",), said, ""
    seen = {question.answer.strip()}
    for number, mistake in enumerate(question.mistakes):
        if mistake.value.strip() in seen:
            said = f"The mistake {mistake.value!r} is the answer or another mistake."
            yield "question.E412", ("mistake", number), said, "Change one of the two."
        seen.add(mistake.value.strip())
