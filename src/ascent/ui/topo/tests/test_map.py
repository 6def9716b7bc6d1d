"""The map: well formed, named, bounded, and honest about what is fog."""

from xml.etree import ElementTree

import pytest

from ascent.ui.topo import Node, Sheet, Trail, box, draw, views

LINK = "a"


def node(name: str, x: float = 0, y: float = 0, state: str = "fog", **more) -> Node:
    """A skill at (x, y) of the area "area", unless ``area`` is given."""
    place = {"area": "area", "topic": "topic", "url": f"/skill/{name}"} | more
    return Node(name, f"Skill {name}", x, y, 0.6, state=state, **place)


SHEET = Sheet(
    nodes=[
        node("known", 0, 400, "mastered", mastery=0.95),
        node("fades", 200, 400, "fading", mastery=0.9, retention=0.4),
        node("placed", 400, 400, "placed", mastery=0.8),
        node("open", 0, 280, "fringe", minutes=20),
        node("also-open", 200, 280, "fringe"),
        node("goal", 900, -600, "fog", area="far"),
    ],
    trails=[Trail("known", "open"), Trail("open", "goal"), Trail("known", "goal")],
    areas={"area": "Near", "far": "Far"},
    topics={"topic": "Topic"},
    you="known",
    flag="goal",
    next=("open", "also-open"),
    route=("known", "open", "goal"),
    route_label="about 6 h",
)


@pytest.fixture
def svg() -> ElementTree.Element:
    return ElementTree.fromstring(draw(SHEET))


def styles(element: ElementTree.Element) -> set[str]:
    return {name for part in element.iter() for name in part.get("class", "").split()}


def test_every_skill_is_a_link_with_a_name_that_says_its_state(svg):
    said = {link.get("data-skill"): link.get("aria-label") for link in svg.iter(LINK)}
    assert said == {
        "known": "Skill known, you are here, mastered",
        "fades": "Skill fades, fading, due for review",
        "placed": "Skill placed, probably known, by placement",
        "open": "Skill open, your next step, within reach, about 20 min",
        "also-open": "Skill also-open, within reach",
        "goal": "Skill goal, your flag, further up",
    }
    assert all(link.get("href", "").startswith("/skill/") for link in svg.iter(LINK))


def test_the_keyboard_meets_the_next_steps_and_the_flag_first(svg):
    order = [link.get("data-skill") for link in svg.iter(LINK)]
    assert order[:3] == ["open", "also-open", "goal"]


def test_one_skill_glows(svg):
    glowing = [link for link in svg.iter(LINK) if "topo-next" in link.get("class", "")]
    assert [link.get("data-skill") for link in glowing] == ["open"]


def test_state_is_a_shape_and_not_only_a_colour(svg):
    shapes = {link.get("data-skill"): styles(link) for link in svg.iter(LINK)}
    assert "topo-sign" in shapes["known"]
    assert "topo-mist" in shapes["fades"]
    assert "topo-pip" in shapes["also-open"]
    assert {"topo-placed", "topo-sign"} <= shapes["placed"], "a hollow mark with a check"
    assert "topo-flag" in shapes["goal"]


def test_light_is_what_is_remembered(svg):
    lights = next(g for g in svg.iter("g") if g.get("class") == "topo-lights")
    assert [circle.get("opacity") for circle in lights] == ["0.95", "0.36", "0.80"]


def test_a_trail_that_others_imply_is_left_out(svg):
    trails = next(g for g in svg.iter("g") if g.get("class") == "topo-trails")
    assert len(trails) == 2


def test_there_are_contours_and_all_of_them_close(svg):
    lines = next(g for g in svg.iter("g") if g.get("class") == "topo-contours")
    paths = [path.get("d", "") for path in lines]
    assert len(paths) >= 5
    assert all(path.count("M") == path.count("Z") for path in paths)


def test_views_widen_from_the_next_step_to_the_whole_field():
    part = views(SHEET)
    assert set(part) == {"near", "topic", "area", "all"}
    assert part["all"].width >= part["near"].width >= part["area"].width
    for item in SHEET.nodes:
        assert part["all"].x < item.x < part["all"].x + part["all"].width
        assert part["all"].y < item.y < part["all"].y + part["all"].height


def test_the_near_view_holds_you_the_flag_and_the_next_three():
    near = box(SHEET, "near")
    shown = set()
    for item in SHEET.nodes:
        across, along = item.x - near.x, item.y - near.y
        if 0 < across < near.width and 0 < along < near.height:
            shown.add(item.id)
    assert {"known", "open", "also-open", "goal"} <= shown


def test_an_empty_map_and_a_map_without_a_goal_can_be_drawn():
    ElementTree.fromstring(draw(Sheet(nodes=[])))
    ElementTree.fromstring(draw(Sheet(nodes=[node("a")]), view="all"))


def test_a_title_cannot_break_out():
    bad = Node("a", '"><script>alert(1)</script>', 0, 0, 0.5, "x", "y", '/"><script>')
    svg = ElementTree.fromstring(draw(Sheet(nodes=[bad], areas={"x": "<script>"})))
    assert [element for element in svg.iter() if "script" in element.tag] == []


def test_no_inline_style():
    assert "style=" not in draw(SHEET)
