"""Texts of strangers: what is shown can be taken for nothing else."""

from __future__ import annotations

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ascent.kinds.batch.names import cell
from ascent.printable import plain

any_text = st.text(st.characters())  # lone surrogates too: names of files may hold them


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("Zoë", "Zoë"),
        ("李雷", "李雷"),
        ("a\x1b[31mb", "a\\x1b[31mb"),
        ("a\nb", "a\\nb"),
        ("a\\nb", "a\\\\nb"),
        ("exe\u202eyp", "exe\\u202eyp"),
        ("Zo\udceb", "Zo\\udceb"),
    ],
)
def test_what_could_deceive_is_escaped(name: str, shown: str) -> None:
    assert plain(name) == shown


@given(any_text, any_text)
def test_two_names_never_look_the_same(one: str, other: str) -> None:
    assert (plain(one) == plain(other)) == (one == other)


@given(any_text)
def test_every_name_can_be_written(name: str) -> None:
    assert plain(name).isprintable()
    plain(name, lines=True).encode("utf-8")


@pytest.mark.parametrize(
    "text", ["=1+1", "+1", "-1", "@SUM(A1)", " =1", "\t=1", "\n=1", "\uff1d1+1"]
)
def test_a_text_is_no_formula(text: str) -> None:
    assert cell(text).startswith("'")


@pytest.mark.parametrize(
    ("value", "shown"), [(3, "3"), (4_000_000_000, "4000000000"), (0.5, "0.5")]
)
def test_a_number_stays_one(value: float, shown: str) -> None:
    assert cell(value) == shown


@given(any_text)
def test_a_cell_survives_the_way_into_a_file_and_back(text: str) -> None:
    out = io.StringIO(newline="")
    csv.writer(out, quoting=csv.QUOTE_ALL).writerow([cell(text), "next"])
    assert next(csv.reader(io.StringIO(out.getvalue(), newline=""))) == [cell(text), "next"]
