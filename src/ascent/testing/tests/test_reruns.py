"""A file run again with other values: what changes, what stays, what arrives."""

from __future__ import annotations

import ast

import pytest

from ascent.testing import Failed, Thing
from ascent.testing.handles import Raised
from ascent.testing.reruns import with_values
from ascent.testing.tests.learners import learner_of

ANSWER = """
# Größe in grams
masses = [
    3750,
    3800,
]; label = "Adelie"
limit: int = 4000
heavy = [m for m in masses if m > limit]
share = len(heavy) / len(masses)
print("share", share)
limit = 1
"""


def test_values_computed_from_the_top_follow():
    learner = learner_of(ANSWER)
    found = learner.again(["heavy", "share", "missing"], masses=[5000, 1], limit=100)
    assert found == {"heavy": [5000], "share": 0.5}
    assert found["missing"] is None
    assert found.stdout == "share 0.5\n"
    assert learner.share.get() == 0.0  # the file itself is as it was


def test_only_the_first_line_that_sets_a_name_is_changed():
    text = with_values(ANSWER, {"limit": 7})
    values = [n.value.value for n in ast.walk(ast.parse(text)) if isinstance(n, ast.AnnAssign)]
    assert values == [7]
    assert text.rstrip().endswith("limit = 1")


def test_lines_keep_their_numbers_and_other_text_stays():
    text = with_values(ANSWER, {"masses": [1, 2], "label": 'a "b"\n'})
    assert text.count("\n") == ANSWER.count("\n")
    assert text.splitlines()[-4:] == ANSWER.splitlines()[-4:]
    scope = {}
    exec(text, scope)
    assert (scope["masses"], scope["label"]) == ([1, 2], 'a "b"\n')


def test_letters_of_more_than_one_byte_move_nothing():
    text = with_values('größe = "é"; x = 1 # ü\ny = x\n', {"x": 25})
    assert text == 'größe = "é"; x = (25) # ü\ny = x\n'


def test_a_line_that_is_gone_is_named():
    with pytest.raises(Failed, match=r"The line that sets weight is gone\. Put it back at the top"):
        learner_of(ANSWER).again(["share"], weight=3)


def test_what_is_no_plain_data_arrives_as_a_thing():
    learner = learner_of(
        "import numpy as np\n"
        "f = print\ng = (n for n in [1])\nx = np.float64(2.5)\na = np.ones(3)\n"
        "d = {'k': [abs, 1]}\ns = {1}\n"
    )
    found = learner.again(["f", "g", "x", "a", "d", "s"])
    assert found["f"].kind == "builtin_function_or_method"
    assert found["g"] == Thing("generator")
    assert type(found["x"]) is float
    assert found["a"] == Thing("ndarray")
    assert found["d"] == {"k": [Thing("builtin_function_or_method"), 1]}
    assert found["s"] == {1}
    assert found["g"] != "generator"
    assert f"{found['g']}" == "an object of class generator"


def test_the_text_can_be_changed_in_any_way():
    found = learner_of(ANSWER).again(["x"], lambda source: source + "\nx = share + limit\n")
    assert found["x"] == 1.0


def test_an_exception_of_the_second_run_says_so():
    with pytest.raises(
        Raised, match="Your file, run again with other values, stopped with ZeroDiv"
    ):
        learner_of(ANSWER).again(["share"], masses=[])
