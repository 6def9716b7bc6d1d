"""The voice lint hears sentences, not code."""

import pytest

from ascent.curriculum.voice import slips


def rules(text: str) -> list[tuple[str, int]]:
    return [(slip.rule, slip.line) for slip in slips(text)]


@pytest.mark.parametrize("word", ["easy", "Easily", "just", "simply", "obviously", "trivially"])
def test_belittling_words_are_heard(word: str) -> None:
    assert rules(f"First line.\nThis is {word} done.") == [("text.W950", 2)]


@pytest.mark.parametrize(
    "text", ["Well done!", "**Look!** Here.", "“Go!” she said.", "Done!\nNext."]
)
def test_exclamation_marks_are_heard(text: str) -> None:
    assert [rule for rule, _ in rules(text)] == ["text.W951"]


@pytest.mark.parametrize(
    "text",
    [
        "Call `easy()` and `not_done!`.",
        "```python\nprint('easy!')  # just so\n```",
        "The number $n!$ and 5! and n! grow fast.",
        "$$\nx! = just\n$$",
        "![A plot](figure:just-a-plot)",
        "See [the page](https://example.org/easy!) for more.",
        "Write `a != b` or a != b.",
        "An adjustment, a justification, an uneasy mind.",
        "    print('just code!')",
    ],
)
def test_code_maths_and_addresses_are_not(text: str) -> None:
    assert rules(text) == []
