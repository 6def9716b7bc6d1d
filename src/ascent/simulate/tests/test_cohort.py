"""What simulated learners show about a pack: what was built into it is found, and nothing else."""

from __future__ import annotations

from dataclasses import replace

import pytest

from ascent.coach.course import Candidate, Course, Place
from ascent.learner.tracing.links import Link, Links
from ascent.simulate.findings import Findings, find
from ascent.simulate.pupil import Pupil
from ascent.simulate.walk import Record, Way, walk

LEARNERS = 80


def exercise(name: str, skill: str, **more: object) -> Candidate:
    usual = Candidate(
        id=name, kind="exercise", step="language", skill=skill, minutes=6, guess=0.03,
        skills={skill: 1.0}, difficulty=0.3,
    )  # fmt: skip
    return replace(usual, **more)


def lesson(skill: str) -> Candidate:
    return exercise(f"read-{skill}", skill, kind="lesson", guess=0.0)


PROJECT = exercise("the-project", "b", kind="project", step="project", minutes=60)


def way(places: list[Place], activities: list[Candidate], questions: int = 0) -> Way:
    course = Course.compile(places, [*activities, PROJECT], project=["b"])
    links = Links({p.id: tuple(Link(k) for k in p.needed) for p in places if p.needed})
    asked = [
        exercise(f"q-{p.id}-{n}", p.id, kind="question", minutes=1, guess=0.25)
        for p in places
        for n in range(questions)
    ]
    return Way(course, links, asked, activities[0].id, "the-project", ["a"], ["a", "b"], 10.0)


def plenty(skill: str) -> list[Candidate]:
    """A lesson and as many exercises as anybody needs."""
    return [lesson(skill), *(exercise(f"{skill}-{n}", skill) for n in range(6))]


def led(there: Way, ability: float = -4.0, hours: float = 5.0) -> tuple[Findings, list[Record]]:
    records = [
        walk(there, Pupil.born(seed, there.course, ability), hours) for seed in range(LEARNERS)
    ]
    return find(there, records, {p.id: 30 for p in there.course.places}), records


SOUND = way([Place("a"), Place("b", needed=("a",))], [*plenty("a"), *plenty("b")], questions=3)


def test_the_same_learners_come_through_in_the_same_way() -> None:
    assert led(SOUND) == led(SOUND)
    other = [walk(SOUND, Pupil.born(seed, SOUND.course, -4.0), 5.0) for seed in range(100, 110)]
    assert [r.hours for r in other] != [r.hours for r in led(SOUND)[1][:10]]


def test_in_a_sound_pack_all_finish_and_nothing_is_found_wrong() -> None:
    found, _ = led(SOUND)
    assert found.finished == found.learners == LEARNERS
    assert found.stuck == 0
    assert found.missing == ()
    assert found.idle[0].needs == "a", "no exercise of b says that it uses a"
    lit = {s.skill: s.lit for s in found.skills}
    assert lit["a"] > 0.9
    assert max(s.ran_out for s in found.skills) < 0.1


def test_a_skill_with_too_little_practice_is_named() -> None:
    scarce = exercise("a-0", "a", guess=0.6)  # passed by luck: it lights nothing up
    found, _ = led(way([Place("a"), Place("b")], [scarce, *plenty("b")]))
    ran_out = {s.skill: s.ran_out for s in found.skills}
    assert ran_out["a"] > 0.5
    assert ran_out["b"] < 0.1


def test_what_was_passed_with_help_lights_up_when_it_is_done_once_more() -> None:
    """One lesson and one exercise for each of a dozen skills, as packs often have it."""
    below = [Place(name) for name in "acdefghijklm"]
    places = [*below, Place("b", needed=tuple(p.id for p in below))]
    scarce = [c for p in places for c in (lesson(p.id), exercise(f"{p.id}-0", p.id, minutes=15))]
    found, records = led(replace(way(places, scarce), hours_needed=40.0))
    tried = [[t.activity for t in record.tried] for record in records]
    assert sum(len(set(one)) < len(one) for one in tried) > LEARNERS / 4
    assert max(s.ran_out for s in found.skills) < 0.2, "a quarter, where nothing comes again"


@pytest.mark.parametrize("linked", [False, True])
def test_a_side_skill_that_nothing_makes_sure_of_is_named(linked: bool) -> None:
    sides = [replace(c, skills={"b": 1.0, "a": 0.9}) for c in plenty("b") if c.kind != "lesson"]
    places = [Place("a"), Place("b", needed=("a",) if linked else ())]
    found, _ = led(way(places, [*plenty("a"), lesson("b"), *sides]), ability=-0.5)
    named = [(m.skill, m.asks) for m in found.missing]
    assert named == ([] if linked else [("b", "a")])
    assert all(m.with_it > m.without for m in found.missing)
    assert not (linked and found.idle), "the exercises of b do use a"


def test_who_brings_more_along_needs_fewer_hours() -> None:
    beginners, _ = led(SOUND)
    others, _ = led(SOUND, ability=1.0)
    middle = [found.hours["project done"][0] for found in (others, beginners)]
    assert None not in middle
    assert middle == sorted(middle)
    assert others.recalled > beginners.recalled


def test_the_project_begins_on_its_date_whatever_is_known() -> None:
    slow = way([Place("a"), Place("b", needed=("a",))], [*plenty("a"), *plenty("b")])
    found, records = led(replace(slow, hours_needed=60.0), hours=0.5)
    assert found.hours["project begun"][0] is not None
    assert any("b" not in record.lit for record in records)


def test_a_pack_without_anything_to_do_leaves_everybody_stuck() -> None:
    empty = Way(Course.compile([Place("a")], []))
    record = walk(empty, Pupil.born(0, empty.course, 0.0), 5.0)
    assert record.stuck
    assert record.project_done is None


def test_reviews_are_at_most_ten_minutes_a_day() -> None:
    _, records = led(SOUND, hours=20)
    assert all(60 * r.review_hours <= 10 * r.days + 1e-9 for r in records)
