"""What could be wrong in measuring placements: the map, the learners, the mark that is reached."""

import numpy as np

from benchmarks.placement import Placed, first_at, lost
from benchmarks.placement_world import SKILLS, World, believed_structure, learner, made_map


def test_the_map_is_the_same_every_time_and_nothing_needs_what_lies_above_it() -> None:
    field = made_map.__wrapped__(0)
    assert field.needs == made_map().needs
    assert all(
        field.layer[n] < field.layer[skill]
        for skill, needs in enumerate(field.needs)
        for n in needs
    )
    assert all(bool(needs) == (field.layer[s] > 0) for s, needs in enumerate(field.needs))


def test_learners_know_little_above_what_they_lack() -> None:
    field, rng = made_map(), np.random.default_rng(1)
    above = known = 0
    for _ in range(50):
        knows = learner(World(), field, field.difficulty, rng)
        lacking = [s for s, needs in enumerate(field.needs) if not all(knows[n] for n in needs)]
        above, known = above + len(lacking), known + sum(knows[s] for s in lacking)
    assert 0.02 < known / above < 0.04


def test_the_tester_knows_no_skill_by_its_number() -> None:
    structure = believed_structure(World())
    assert sorted(int(name) for name in structure.names) == list(range(SKILLS))
    for skill, needs in enumerate(structure.needs):
        told = {int(structure.names[n]) for n in needs}
        assert told == set(made_map().needs[int(structure.names[skill])])


def test_the_mark_is_reached_where_the_mean_first_gets_there_or_beyond_the_end() -> None:
    curve = np.array([0.7, 0.91, 0.89, 0.95])
    assert first_at(curve, 0.9) == 1
    assert first_at(curve, 0.95) == 3
    assert first_at(curve, 0.96) == 4


def test_the_loss_is_paired_and_in_points() -> None:
    right = [Placed([0.5, 0.9], 1, 0.1), Placed([0.5, 0.7], 1, 0.1)]
    wrong = [Placed([0.5, 0.88], 1, 0.1), Placed([0.5, 0.68], 1, 0.1)]
    points, error = lost(right, wrong, 1)
    assert round(points.value, 6) == 2.0
    assert round(error.value, 6) == 0.0
