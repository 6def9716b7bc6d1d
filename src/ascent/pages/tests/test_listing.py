"""Skills as lines of HTML: every skill once, and nothing in a title is taken for a tag."""

from __future__ import annotations

from ascent.kinds import registry
from ascent.learner.tracing.knowing import SkillState
from ascent.pages import listing, terrain
from ascent.pages.terrain import Row


def test_a_title_is_text() -> None:
    row = Row("x", 'a < b & "c"', "m", "<Maths>", "t", "use", 95, "/skill/x/", "fog", 0.0, 0.0)
    html = listing.lines([row])
    assert html == (
        '<tr><td><a href="/skill/x/">a &lt; b &amp; &quot;c&quot;</a></td><td>&lt;Maths&gt;</td>'
        '<td>use</td><td>further up</td><td class="num">1 h 35 min</td></tr>'
    )


def test_what_only_a_placement_says_is_no_mastery_until_an_answer_shows_it() -> None:
    lit = SkillState(p=0.9, known=True, placed=0.9)
    assert terrain.by_placement(lit)
    assert not terrain.by_placement(lit._replace(recent="R"))
    assert not terrain.by_placement(SkillState(p=0.97, known=True, recent="R"))


def test_the_search_offers_every_skill_area_by_area() -> None:
    pack = registry.pack()
    html = listing.options(pack)
    assert html.count("<option ") == len(pack.skills)
    at = [html.index(f'data-skill="{skill}"') for skill in pack.skills]
    areas = {skill.id: pack.areas[skill.area].title for skill in pack.skills.values()}
    in_order = [areas[skill] for _, skill in sorted(zip(at, pack.skills, strict=True))]
    assert in_order == sorted(in_order)


def test_what_is_the_same_for_everybody_is_made_once() -> None:
    pack = registry.pack()
    assert terrain.skills_of(pack) is terrain.skills_of(pack)
    assert listing.options(pack) is listing.options(pack)
