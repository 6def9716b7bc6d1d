"""Lines of keys: every shape of TOML that authors write."""

import pytest

from ascent.curriculum.toml import Loc, TomlError, parse

TEXT = '''\
# a remark with = and [brackets]
title = "x = 1 [not a table]"
skills = { ml-fit = 1.0, "py-run" = 0.3 }
when = 2026-11-20 10:00:00
names = [
  "one", # why
  "two",
  { deep = [1, 2] },
]
text = """
[[question]]
id = "not a key"
"""
a.b = 1

[limits]
seconds = 5

[[question]]
id = "first"
code = \'\'\'
print("]")
\'\'\'

  [[question.choice]]
  text = "a"

  [[question.choice]]
  text = "b"

[[question]]
id = "second"

  [question.knob]
  line = "x"

  [[question.choice]]
  text = "c"
'''


@pytest.mark.parametrize(
    ("loc", "line"),
    [
        (("title",), 2),
        (("skills", "py-run"), 3),
        (("when",), 4),
        (("names",), 5),
        (("names", 1), 7),
        (("names", 2, "deep"), 8),
        (("text",), 10),
        (("a", "b"), 14),
        (("limits", "seconds"), 17),
        (("question", 0), 19),
        (("question", 0, "id"), 20),
        (("question", 0, "code"), 21),
        (("question", 0, "choice", 1, "text"), 29),
        (("question", 1, "id"), 32),
        (("question", 1, "knob", "line"), 35),
        (("question", 1, "choice", 0, "text"), 38),
    ],
)
def test_a_key_is_found_where_it_stands(loc: Loc, line: int) -> None:
    assert parse(TEXT).line(loc) == line


def test_a_missing_key_is_told_at_its_table() -> None:
    assert parse(TEXT).line(("question", 1, "answer")) == 31


def test_a_part_that_is_no_key_is_stepped_over() -> None:
    assert parse(TEXT).line(("question", 0, "one-of", "choice", 1, "text")) == 29


def test_an_empty_file_has_a_first_line() -> None:
    assert parse("").line(("title",)) == 1


@pytest.mark.parametrize(
    ("text", "line"), [("a = 1\nb = \n", 2), ("a = [1,\n2", 2), ("a = 1\na = 2\n", 2), ("]", 1)]
)
def test_what_is_no_toml_says_where(text: str, line: int) -> None:
    with pytest.raises(TomlError) as caught:
        parse(text)
    assert caught.value.line == line
