"""Hints, wrong answers and checks as they are written."""

import ast

from ascent.curriculum.tasks import Hint, read_checks, read_hints, read_wrong


def test_hints_are_read_rung_by_rung() -> None:
    text = "## Nudge\nLook.\n\n## Worked step\nFirst:\n\n```python\n# not a rung\n```\n"
    assert read_hints(text) == (
        Hint("Nudge", "Look."),
        Hint("Worked step", "First:\n\n```python\n# not a rung\n```"),
    )


def test_a_wrong_answer_says_what_it_gets_wrong_and_what_helps() -> None:
    wrong = read_wrong(
        "fits-test",
        "# misconception: fit-on-test\n# fails: generalises\n# says: the test rows\n"
        "# hint: You call fit with the test rows.\n#   They stand for the future.\n"
        "\nx = 1\n# says: no\n",
    )
    assert wrong.misconception == "fit-on-test"
    assert wrong.fails == "generalises"
    assert wrong.says == "the test rows"
    assert wrong.hint == "You call fit with the test rows. They stand for the future."


def test_checks_are_the_decorated_functions() -> None:
    tree = ast.parse(
        'def helper(): ...\n\n@check("It adds.", points=2)\ndef adds(learner): ...\n\n'
        "@other\ndef no(): ...\n\n@check\ndef bare(learner): ...\n"
    )
    assert [(c.name, c.sentence, c.line) for c in read_checks(tree)] == [
        ("adds", "It adds.", 4),
        ("bare", "", 10),
    ]
