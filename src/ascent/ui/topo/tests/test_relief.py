"""The ground: lines lie at their height, close, and follow the peaks."""

from math import hypot

import pytest

from ascent.ui.topo.relief import Field, contours, ground, isolines


def cone(size: int = 41) -> Field:
    """A cone of height 1 whose foot is 20 cells from its middle."""
    middle = size // 2
    rows = [[1 - hypot(x - middle, y - middle) / 20 for x in range(size)] for y in range(size)]
    return Field(0, 0, 1, tuple(map(tuple, rows)))


def test_a_contour_of_a_cone_is_a_circle():
    (ring,) = isolines(cone(), 0.5)
    assert all(hypot(x - 20, y - 20) == pytest.approx(10, abs=0.2) for x, y in ring)


def test_neighbouring_points_of_a_line_are_neighbours_on_the_ground():
    (ring,) = isolines(cone(), 0.3)
    gaps = [
        hypot(x1 - x0, y1 - y0)
        for (x0, y0), (x1, y1) in zip(ring, [*ring[1:], ring[0]], strict=True)
    ]
    assert max(gaps) < 1.5


def test_two_hills_have_two_lines_where_they_are_high_and_one_round_both():
    field = ground([(0, 0, 1.0), (330, 0, 1.0)])
    assert len(isolines(field, 0.8)) == 2
    assert len(isolines(field, 0.15)) == 1


def test_no_line_leaves_the_ground():
    field = ground([(0, 0, 1.0), (500, 300, 0.4)])
    edge = [*field.heights[0], *field.heights[-1], *(row[0] for row in field.heights)]
    assert max(edge) < 0.1


def test_deeper_skills_stand_higher():
    low = ground([(0, 0, 0.4)])
    high = ground([(0, 0, 1.0)])
    assert max(map(max, high.heights)) > 1.8 * max(map(max, low.heights))


def test_the_same_peaks_give_the_same_lines():
    peaks = ((0.0, 0.0, 1.0), (200.0, 100.0, 0.6))
    first = contours(peaks)
    contours.cache_clear()
    assert contours(peaks) == first
    assert contours(()) == ()
