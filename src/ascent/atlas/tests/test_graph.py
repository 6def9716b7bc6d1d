"""The map as a graph, on a small field that can be read at a glance and on one of 10,000."""

import time
from dataclasses import dataclass
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ascent.atlas.graph import Graph


@dataclass(frozen=True)
class Link:
    skill: str


@dataclass(frozen=True)
class Skill:
    id: str
    minutes: int
    needed: tuple[Link, ...]


def skill(name: str, *needed: str, minutes: int = 10) -> Skill:
    return Skill(name, minutes, tuple(Link(other) for other in needed))


@pytest.fixture
def field() -> Graph:
    """read -> split -> fit -> score, and plot beside them."""
    return Graph.from_skills(
        [
            skill("score", "fit", "split", minutes=40),
            skill("fit", "split", minutes=30),
            skill("split", "read", minutes=20),
            skill("read", minutes=10),
            skill("plot", "read", minutes=5),
        ]
    )


def test_a_goal_needs_everything_below_it(field: Graph) -> None:
    assert field.closure(["fit"]) == {"fit", "split", "read"}


def test_a_goal_that_is_no_skill_needs_nothing(field: Graph) -> None:
    assert field.closure(["fly"]) == frozenset()


def test_the_order_puts_prerequisites_first_and_breaks_ties_by_id(field: Graph) -> None:
    assert field.order() == ("read", "plot", "split", "fit", "score")


def test_the_order_does_not_depend_on_the_order_of_the_input() -> None:
    skills = [skill("c", "a"), skill("a"), skill("b", "a")]
    assert Graph.from_skills(skills).order() == Graph.from_skills(skills[::-1]).order()


def test_the_fringe_is_what_can_be_learned_next(field: Graph) -> None:
    assert field.fringe(set()) == ("read",)
    assert field.fringe({"read"}) == ("plot", "split")
    assert field.fringe({"read", "split", "plot", "fit", "score"}) == ()


def test_a_path_leaves_out_what_is_mastered_and_adds_up_its_minutes(field: Graph) -> None:
    path = field.path_to(["score"], mastered={"read"})
    assert path.skills == ("split", "fit", "score")
    assert path.minutes == 90


def test_nobody_is_sent_below_a_skill_that_they_have(field: Graph) -> None:
    assert field.path_to(["score"], mastered={"split", "fit"}).skills == ("score",)


def test_dependants_are_counted_through_others(field: Graph) -> None:
    assert field.dependants("read") == 4
    assert field.dependants("score") == 0


def test_levels_count_the_longest_way_down(field: Graph) -> None:
    assert field.levels == {"read": 0, "plot": 1, "split": 1, "fit": 2, "score": 3}


def test_a_needed_skill_that_does_not_exist_is_left_out() -> None:
    assert Graph.from_skills([skill("a", "ghost")]).fringe(set()) == ("a",)


def test_a_cycle_is_found_and_the_rest_still_has_an_order() -> None:
    graph = Graph.from_skills([skill("a", "b"), skill("b", "a"), skill("c"), skill("d", "a")])
    assert graph.find_cycle() == ["a", "b", "a"]
    assert graph.order() == ("c", "a", "b", "d")
    assert graph.fringe(set()) == ("c",)


def test_a_sound_map_has_no_cycle(field: Graph) -> None:
    assert field.find_cycle() == []


def random_field(size: int, seed: int) -> Graph:
    rng = Random(seed)
    names = [f"s{number:05}" for number in range(size)]
    return Graph.from_skills(
        skill(name, *rng.sample(names[:number], min(number, rng.randint(0, 3))))
        for number, name in enumerate(names)
    )


@given(st.integers(0, 10_000))
def test_learning_along_the_fringe_reaches_every_goal(seed: int) -> None:
    graph = random_field(30, seed)
    mastered: set[str] = set()
    while fringe := graph.fringe(mastered):
        mastered.add(fringe[seed % len(fringe)])
    assert mastered == set(graph.needs)


@given(st.integers(0, 10_000), st.sets(st.integers(0, 29)))
def test_a_path_can_be_walked(seed: int, known: set[int]) -> None:
    graph = random_field(30, seed)
    have = {f"s{number:05}" for number in known}
    path = graph.path_to(["s00029"], have)
    for name in path.skills:
        assert have.issuperset(graph.needs[name])
        have.add(name)


def test_ten_thousand_skills_take_less_than_two_seconds() -> None:
    begin = time.process_time()
    graph = random_field(10_000, seed=1)
    graph.fringe(set(graph.order()[:5000]))
    graph.path_to(["s09999"])
    graph.dependants("s00000")
    assert graph.find_cycle() == []
    assert time.process_time() - begin < 2.0


def test_a_chain_of_ten_thousand_is_no_deeper_than_the_stack() -> None:
    names = [f"s{number:05}" for number in range(10_000)]
    chain = [skill(name, *names[i - 1 : i]) for i, name in enumerate(names)]
    graph = Graph.from_skills(chain)
    assert graph.find_cycle() == []
    assert graph.path_to([names[-1]]).minutes == 100_000
