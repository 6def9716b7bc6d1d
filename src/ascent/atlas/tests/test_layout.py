"""The layout: room for every label, depth as altitude, what comes first in the foreground."""

import random
from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from ascent.atlas.layout import DEPTHS, layout

LABEL = (160, 80)  # drawn below each point


def field(count: int, areas: int = 6, seed: int = 3) -> dict[str, tuple[str, str, str, list[str]]]:
    """A field in which each skill needs up to two earlier ones."""
    draw = random.Random(seed)
    ids = [f"skill-{i}" for i in range(count)]
    skills = {}
    for i, skill in enumerate(ids):
        area = f"area-{draw.randrange(areas)}"
        needed = draw.sample(ids[max(0, i - 12) : i], k=min(i, draw.randrange(3)))
        skills[skill] = (area, f"{area}-t{draw.randrange(3)}", draw.choice(DEPTHS), needed)
    return skills


def overlapping(points: dict[str, tuple[float, float]]) -> list[tuple[str, str]]:
    return [
        (a, b)
        for (a, (ax, ay)), (b, (bx, by)) in combinations(points.items(), 2)
        if abs(ax - bx) < LABEL[0] and abs(ay - by) < LABEL[1]
    ]


def test_sixty_skills_have_room_for_their_labels():
    assert overlapping(layout(field(60))) == []


def test_four_hundred_skills_have_room_too():
    assert overlapping(layout(field(400, areas=16))) == []


def test_the_order_in_which_skills_come_changes_nothing():
    skills = field(60)
    backwards = dict(reversed(skills.items()))
    assert layout(backwards) == layout(skills)


def test_every_skill_is_placed_and_the_map_begins_at_zero():
    points = layout(field(60))
    assert len(points) == 60
    assert min(x for x, _ in points.values()) == 0
    assert min(y for _, y in points.values()) == 0


def test_in_an_area_depth_is_altitude():
    skills = {
        "load": ("a", "t", "use", []),
        "why": ("a", "t", "explain", ["load"]),
        "from-nothing": ("a", "t", "build", ["why"]),
    }
    points = layout(skills)
    assert points["from-nothing"][1] < points["why"][1] < points["load"][1]


def test_a_skill_lies_above_what_it_needs_in_its_area():
    skills = {
        "b": ("a", "t", "use", ["a"]),
        "a": ("a", "t", "use", []),
        "c": ("a", "t", "use", ["b"]),
    }
    points = layout(skills)
    assert points["c"][1] < points["b"][1] < points["a"][1]


def test_areas_that_come_first_lie_in_the_foreground():
    skills = {f"p{i}": ("python", "t", "use", []) for i in range(9)}
    skills |= {f"m{i}": ("models", "t", "use", [f"p{i}"]) for i in range(9)}
    skills |= {f"d{i}": ("deep", "t", "use", [f"m{i}"]) for i in range(9)}
    points = layout(skills)
    assert max(points[f"d{i}"][1] for i in range(9)) < min(points[f"p{i}"][1] for i in range(9))


def test_an_empty_field_and_a_prerequisite_from_elsewhere_are_fine():
    assert layout({}) == {}
    assert layout({"a": ("x", "t", "use", ["not-here"])}) == {"a": (0.0, 0.0)}


@given(st.integers(1, 40), st.integers(1, 8), st.integers(0, 1000))
def test_no_field_makes_labels_meet(count: int, areas: int, seed: int):
    assert overlapping(layout(field(count, areas, seed))) == []


def test_a_circle_of_prerequisites_ends_the_layout_all_the_same():
    skills = {"a": ("x", "t", "use", ["b"]), "b": ("x", "t", "use", ["a"])}
    assert set(layout(skills)) == {"a", "b"}
