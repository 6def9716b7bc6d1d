"""The elevation profile: one post for each stage, the way walked, the flag."""

from xml.etree import ElementTree

import pytest

from ascent.ui.profile import Stage, profile_svg

NAMES = ("Study", "Language", "Libraries", "Project", "Gap", "Repeat")


def stages(here: int | None) -> list[Stage]:
    """Six stages, the learner in number ``here``; None: all done."""
    at = len(NAMES) if here is None else here
    states = ["done" if i < at else "here" if i == at else "ahead" for i in range(len(NAMES))]
    return [Stage(n, s, flag=n == "Project") for n, s in zip(NAMES, states, strict=True)]


def drawn(some: list[Stage]) -> ElementTree.Element:
    return ElementTree.fromstring(profile_svg(some))


def classes(svg: ElementTree.Element) -> list[str]:
    return [element.get("class", "") for element in svg.iter()]


@pytest.mark.parametrize("here", [0, 1, 2, 3, 4, 5, None])
def test_it_is_well_formed_wherever_the_learner_stands(here):
    svg = drawn(stages(here))
    assert len(svg.findall("circle")) == 6
    assert classes(svg).count("profile-flag") == 1
    assert classes(svg).count("profile-here") == (0 if here is None else 1)


def test_the_way_walked_ends_where_the_learner_is():
    path = next(e for e in drawn(stages(2)).iter() if e.get("class") == "profile-walked")
    last = float(path.get("d", "").split("L")[-1].split()[0])
    assert last == pytest.approx(1000 * 2.5 / 6, abs=1)


def test_the_goal_is_the_highest_post():
    tops = [float(c.get("cy", "").rstrip("%")) for c in drawn(stages(0)).findall("circle")]
    assert min(tops) == tops[NAMES.index("Project")]


def test_its_name_says_what_is_done_and_where_one_is():
    said = drawn(stages(1)).get("aria-label")
    assert "Study (done), Language (you are here), Libraries (ahead)" in said


def test_a_stage_that_somebody_named_cannot_break_out():
    svg = drawn([Stage('"><script>', "here", flag=True), Stage("b", "ahead")])
    assert "script" not in " ".join(element.tag for element in svg.iter())


def test_no_inline_style():
    assert "style=" not in profile_svg(stages(3))
