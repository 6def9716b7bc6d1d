"""Questions: what counts as right, and what is said to what is not."""

from types import SimpleNamespace
from typing import Any

import pytest

from ascent.kinds import asking
from ascent.kinds.question.content import title_of


def choice(text: str, right: bool) -> SimpleNamespace:
    return SimpleNamespace(text=text, right=right, why=f"why {text}")


ONE = SimpleNamespace(kind="one-of", choices=[choice("a", False), choice("b", True)])
SEVERAL = SimpleNamespace(
    kind="several-of", choices=[choice("a", True), choice("b", False), choice("c", True)]
)
NUMBER = SimpleNamespace(
    kind="numeric",
    answer=0.75,
    tolerance=0.01,
    explanation="three of four",
    mistakes=[SimpleNamespace(value=0.25, why="that is the share that is wrong")],
)
GRAMS = SimpleNamespace(
    kind="numeric", answer=1200, tolerance=1, explanation="six times 200", mistakes=[]
)
ORDER = SimpleNamespace(kind="order", items=["split", "fit", "score"], explanation="in time")
OUTPUT = SimpleNamespace(
    kind="predict-output",
    answer="[1, 2]\n3",
    explanation="lists print so",
    mistakes=[SimpleNamespace(value="1 2\n3", why="a list prints with brackets")],
)


@pytest.mark.parametrize(
    ("spec", "given"),
    [
        (ONE, "1"),
        (SEVERAL, ["0", "2"]),
        (NUMBER, "0.75"),
        (NUMBER, " 0,75 "),
        (NUMBER, "75 %"),
        (NUMBER, "7.5e-1"),
        (NUMBER, "0.75 of them"),
        (GRAMS, "1,200 g"),
        (GRAMS, "1200"),
        (ORDER, ["0", "1", "2"]),
        (OUTPUT, "[1, 2]\r\n3  \n"),
    ],
)
def test_right_answers(spec: Any, given: Any) -> None:
    answered = asking.compare(spec, given)
    assert answered.right
    assert answered.points == 1.0


@pytest.mark.parametrize(
    ("spec", "given", "why"),
    [
        (ONE, "0", "why a"),
        (SEVERAL, ["0"], "why c"),
        (SEVERAL, ["0", "1", "2"], "why b"),
        (NUMBER, "0.25", "share that is wrong"),
        (NUMBER, "0.5", "three of four"),
        (ORDER, ["1", "0", "2"], "in time"),
        (OUTPUT, "1 2\n3", "brackets"),
        (OUTPUT, "'[1, 2]'\n3", "without its quotes"),
    ],
)
def test_other_answers_say_why(spec: Any, given: Any, why: str) -> None:
    answered = asking.compare(spec, given)
    assert not answered.right
    assert why in answered.why
    assert answered.points < 1.0


@pytest.mark.parametrize(
    ("spec", "given"),
    [
        (ONE, "7"),
        (ONE, ""),
        (SEVERAL, []),
        (NUMBER, "many"),
        (NUMBER, "nan"),
        (NUMBER, None),
        (ORDER, ["0", "1"]),
        (ORDER, ["x", "1", "2"]),
        (ORDER, ["0", "0", "1"]),
        (OUTPUT, "  \n"),
    ],
)
def test_what_is_no_answer_is_not_judged(spec: Any, given: Any) -> None:
    with pytest.raises(asking.NoAnswer):
        asking.compare(spec, given)


def test_half_of_several_is_half_the_points() -> None:
    assert asking.compare(SEVERAL, ["0"]).points == pytest.approx(2 / 3)


def test_the_more_there_is_to_choose_from_the_less_a_guess_wins() -> None:
    assert asking.chance(ONE) == 0.5
    assert asking.chance(SEVERAL) == 1 / 8
    assert asking.chance(ORDER) == pytest.approx(1 / 6)
    assert asking.chance(NUMBER) == asking.chance(OUTPUT) == 0.05


@pytest.mark.parametrize("seed", range(20))
def test_items_are_never_shown_in_their_right_order(seed: int) -> None:
    items = asking.shuffled(ORDER, seed)
    assert sorted(items) == list(enumerate(ORDER.items))
    assert items != list(enumerate(ORDER.items))


@pytest.mark.parametrize(
    ("prompt", "title"),
    [
        ("Split it with `test_size=0.25`.\n\nHow many?", "Split it with test_size=0.25."),
        (
            "What does `2 * a ** b` give *here*, and _why_?",
            "What does 2 * a ** b give here, and why?",
        ),
        ("word " * 30, "word " * 15 + "word …"),
    ],
)
def test_a_question_is_called_by_its_first_line_without_markup(prompt: str, title: str) -> None:
    assert title_of(prompt) == title
