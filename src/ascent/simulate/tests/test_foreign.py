"""Maps from elsewhere: whatever the file holds, there is a map and an account of the repairs."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ascent.simulate import foreign


def links(text: str) -> set[tuple[str, str]]:
    given = foreign.read(text)
    atlas, names = given.atlas, given.names
    return {
        (names[i], names[k])
        for i in range(len(names))
        for k in atlas.needs[atlas.first[i] : atlas.first[i + 1]]
    }


@pytest.mark.parametrize(
    "text",
    [
        "b,a\nc,b\n",
        "skill,prerequisite\nb,a\nc,b\n",
        "prerequisite;skill;weight\na;b;0,5\nb;c;1\n",
        "\ufeffSkill\tPrerequisite\r\nb\ta\r\nc\tb\r\n",
        '"b","a"\n\n# a comment\n"c","b"\n',
    ],
)
def test_headers_marks_and_orders_of_columns(text: str) -> None:
    assert links(text) == {("b", "a"), ("c", "b")}


def test_a_cycle_is_broken_and_reported() -> None:
    found = foreign.read("a,b\nb,c\nc,a\n")
    assert len(found.names) == 3
    assert len(found.atlas.needs) == 2
    assert any("cycle" in line for line in found.repairs)


def test_a_skill_that_needs_itself_is_reported() -> None:
    assert links("a,a\nb,a\n") == {("b", "a")}
    assert foreign.read("a,a\n").repairs


def test_skills_without_links_are_there() -> None:
    found = foreign.read("a\nb,\nd,c\n")
    assert set(found.names) == {"a", "b", "c", "d"}
    assert set(foreign.isolated(found)) == {"a", "b"}


def test_weights_are_kept_or_repaired() -> None:
    found = foreign.read("b,a,0.25\nc,a,7\nd,a,heavy\n")
    assert sorted(found.atlas.weight) == [0.25, 1.0, 1.0]
    assert len(found.repairs) == 2


def test_a_very_long_row_is_no_problem() -> None:
    found = foreign.read("".join(f"s{i + 1},s{i}\n" for i in range(5000)))
    assert len(found.names) == 5001
    assert not found.repairs


@given(st.text(alphabet="ab,c;\t\n\"'\x00é#1.", max_size=200))
def test_odd_files_never_raise(text: str) -> None:
    found = foreign.read(text)
    assert len(found.names) == len(set(found.names)) == len(found.atlas.level)
