"""The curve of a skill: inside its frame, said in words, and no two words on one place."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ascent.ui.curve import Curve, curve_svg

Line = list[tuple[float, float]]


def curve(known: Line, recall: Line, ahead: Line, now: float, label: str = "A skill") -> Curve:
    return Curve(known, recall, ahead, now, 0.8, "1 May", "today", "9 June", label)


def drawn(now: float = 60.0, end: float = 100.0, known: float = 0.9, recall: float = 0.9) -> str:
    stairs = [(0.0, 0.2), (0.0, 0.5), (30.0, known)]
    return curve_svg(
        curve(stairs, [(0.0, 1.0), (now, recall)], [(now, recall), (end, recall)], now)
    )


@given(
    st.lists(st.tuples(st.floats(0, 1e10), st.floats(0, 1)), min_size=1, max_size=20).map(sorted),
    st.floats(0, 1),
)
def test_every_point_lies_inside_the_frame(known: Line, recall: float) -> None:
    now = known[-1][0] + 5
    html = curve_svg(curve(known, [(known[0][0], recall), (now, recall)], [], now))
    for d in re.findall(r' d="([^"]+)"', html):
        assert "nan" not in d
        for x, y in re.findall(r"[ML](-?[\d.]+) (-?[\d.]+)", d):
            assert 0 <= float(x) <= 1000
            assert 0 <= float(y) <= 100
        assert all(0 <= float(x) <= 1000 for x in re.findall(r"H(-?[\d.]+)", d))


def test_a_label_is_text() -> None:
    html = curve_svg(curve([(0, 0.2), (1, 0.5)], [], [], 2, label='<b>"x"</b>'))
    assert "<b>" not in html
    assert 'role="img"' in html
    assert "style=" not in html


@pytest.mark.parametrize(("known", "recall"), [(0.9, 0.9), (1.0, 0.99), (0.02, 0.0), (0.5, 0.45)])
def test_the_names_of_the_lines_stand_apart(known: float, recall: float) -> None:
    names = re.findall(r'class="curve-name-\w+" y="([\d.]+)%"', drawn(known=known, recall=recall))
    one, other = map(float, names)
    assert abs(one - other) >= 11
    assert min(one, other) >= 0
    assert max(one, other) <= 100
    assert (one <= other) == (known >= recall), "the higher line has the higher name"


@pytest.mark.parametrize(
    ("now", "wide", "narrow"),
    [(50, {"1 May", "9 June"}, {"1 May", "9 June"}), (75, {"1 May", "9 June"}, {"1 May"}),
     (95, {"1 May"}, {"1 May"}), (10, {"9 June"}, {"9 June"})],
)  # fmt: skip
def test_no_date_runs_into_today(now: float, wide: set[str], narrow: set[str]) -> None:
    words = re.findall(r'<text class="([^"]+)" x="[\d.]+%" y="1em"[^>]*>([^<]+)<', drawn(now=now))
    assert {word for _, word in words} - {"today"} == wide
    assert {word for name, word in words if "curve-wide" not in name} - {"today"} == narrow


def test_without_a_memory_there_is_no_line_of_recall() -> None:
    html = curve_svg(curve([(0, 0.2), (1, 0.3)], [], [], 5))
    assert "curve-name-recall" not in html
    assert "curve-recall" not in html
