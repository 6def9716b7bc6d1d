"""What is said of the errors that beginners meet. The table lies in `explaining.toml`."""

import re
import tomllib
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ascent.curriculum.voice import slips
from ascent.kinds.workbench.explaining import explain

CASES = tomllib.loads((Path(__file__).parent / "explaining.toml").read_text("utf-8"))["case"]
PENGUINS = "species island bill_length_mm bill_depth_mm flipper_length_mm body_mass_g sex year"
FILES = {"penguins.csv": PENGUINS.split()}
each_case = pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])


def message(case: dict[str, Any]) -> str:
    """The sentence that the runner puts beside the traceback of `case`."""
    last = re.split(r"\n(?=\S)", "\n" + case["error"].rpartition("call last):\n")[2])[1:]
    return f"Your code stopped in line {case['line']} with {chr(10).join(last).rstrip('.')}."


@each_case
def test_an_error_is_told_in_our_own_words(case: dict[str, Any]) -> None:
    said = explain(case["error"], case["code"], line=case["line"], files=FILES)
    assert said == case["says"]


@each_case
def test_the_traceback_alone_says_where_it_happened(case: dict[str, Any]) -> None:
    assert explain(case["error"], case["code"], files=FILES) == case["says"]


@each_case
def test_the_sentence_beside_a_traceback_is_explained_too(case: dict[str, Any]) -> None:
    said = explain(message(case), case["code"], files=FILES)
    assert said, message(case)
    assert not [str(slip) for slip in slips(said)]


@each_case
def test_what_is_said_is_short_and_keeps_the_voice(case: dict[str, Any]) -> None:
    said = case["says"]
    assert not [str(slip) for slip in slips(said)]
    assert said.endswith(".")
    assert said.count("`") % 2 == 0
    assert len(said) <= 330
    assert "  " not in said
    assert re.search(r"\bline \d|\bLine \d", said) or said.startswith("There is no")


def test_nothing_is_said_of_an_error_that_python_tells_best() -> None:
    assert explain("AssertionError", "assert 1 == 2\n", line=1) == ""
    assert explain("RuntimeError: own words", "raise RuntimeError('own words')\n", line=1) == ""
    assert explain("", "x = 1\n") == ""


def test_without_files_a_column_cannot_be_known() -> None:
    error = "NameError: name 'species' is not defined"
    assert "column" in explain(error, "print(species)\n", line=1, files=FILES)
    assert "column" not in explain(error, "print(species)\n", line=1)


def test_a_missing_file_is_named_without_a_guess_when_no_files_are_known() -> None:
    error = "FileNotFoundError: [Errno 2] No such file or directory: 'a.csv'"
    assert explain(error, "open('a.csv')\n", line=1) == (
        'Line 1 opens `"a.csv"`, and the folder in which your code runs has no such file. '
        "Check the spelling, and that a line above has written it."
    )


def test_a_call_by_a_check_is_told_without_a_line_of_the_call() -> None:
    error = "TypeError: f() takes 0 positional arguments but 1 was given"
    assert explain(error, "def f():\n    return 3\n") == (
        "A call gives `f` 1 value, and `f` (defined in line 1) takes none. Its parameters stand in "
        "the brackets of line 1: compare them with what the task asks for."
    )


def test_a_crash_inside_a_check_is_explained_from_its_message() -> None:
    told = "`f(...)` stopped with NameError: name 'numpi' is not defined."
    code = "import numpy as np\ndef f(x):\n    return numpi.mean(x)\n"
    assert "Write `np`." in explain(told, code)


def test_the_suggestions_of_later_pythons_are_not_in_the_way() -> None:
    code = "import math\nprint(math.squrt(2))\n"
    error = "AttributeError: module 'math' has no attribute 'squrt'. Did you mean: 'sqrt'?"
    assert "`math.sqrt`" in explain(error, code, line=2)


def test_a_traceback_cut_off_in_the_middle_of_endless_calls() -> None:
    frames = '  File "answer.py", line 2, in f\n    return f(n)\n           ^^^^\n' * 40
    error = f"Traceback (most recent call last):\n{frames}".rstrip()
    said = explain(error, "def f(n):\n    return f(n)\nf(1)\n", line=2)
    assert said.startswith("`f` calls itself again and again in line 2")


def test_calls_that_differ_are_told_apart_by_what_python_underlines() -> None:
    error = "TypeError: 'int' object is not callable"
    trace = f'  File "answer.py", line 2, in <module>\n    print(x(2))\n          ^^^^\n{error}'
    assert explain(trace, "x = 3\nprint(x(2))\n", line=2).startswith("`x` in line 2")
    assert explain(error, "x = 3\nprint(x(2))\n", line=2).startswith("What stands before")


def test_a_long_list_of_missing_columns_is_cut() -> None:
    names = [f"column_{number}" for number in range(40)]
    error = f'KeyError: "{names} not in index"'
    assert len(explain(error, "df[names]\n", line=1, files={"a.csv": ["column_a"]})) < 400


def test_an_expression_too_deep_for_a_walk_says_nothing() -> None:
    code = "x = " + "+".join(["y"] * 5000) + "\n"
    assert isinstance(explain("NameError: name 'y' is not defined", code, line=1), str)


KINDS = ("KeyError", "NameError", "SyntaxError", "TypeError", "ValueError", "AttributeError")


@given(st.sampled_from(CASES), st.text(), st.none() | st.integers(-2, 9))
def test_an_error_of_other_code_never_raises(
    case: dict[str, Any], code: str, line: int | None
) -> None:
    assert isinstance(explain(case["error"], code, line=line), str)


@given(st.sampled_from(KINDS), st.text(), st.none() | st.integers(-2, 9))
def test_any_text_of_an_error_never_raises(kind: str, text: str, line: int | None) -> None:
    error = f'Traceback (most recent call last):\n  File "answer.py", line 1\n{kind}: {text}'
    assert isinstance(explain(error, "x = [1]\nx(2)\n", line=line, files=FILES), str)
