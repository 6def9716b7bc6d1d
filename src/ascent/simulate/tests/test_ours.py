"""Which skill our coach names next."""

import numpy as np

from ascent.simulate import belief as beliefs
from ascent.simulate import maps, ours
from ascent.simulate.belief import Belief
from ascent.simulate.maps import Ints, Map
from ascent.simulate.tuned import CONSTANTS, RULE

TWO_ROWS = maps.build([[], [], [0], [2]])  # 0 - 2 - 3, and 1 alone


def start(atlas: Map, p: list[float], stability: float = 10.0) -> tuple[Belief, Ints]:
    belief, mind = beliefs.begin(CONSTANTS, len(p)), ours.begin(len(p))
    for i, chance in enumerate(p):
        beliefs.place(belief, i, chance, stability)
        mind[ours.SIZE + i] = chance >= RULE.stop
    ours.look(RULE, CONSTANTS, belief, mind, np.ones(len(p), dtype=np.int64), 0.0)
    return belief, mind


def named(belief: Belief, mind: Ints, atlas: Map, day: float, wanted: Ints | None = None) -> int:
    every = np.ones(len(belief.p), dtype=np.int64) if wanted is None else wanted
    return ours.choose(RULE, CONSTANTS, belief, mind, atlas, every, day)


def test_a_skill_waits_for_what_it_needs() -> None:
    belief, mind = start(TWO_ROWS, [0.05, 0.05, 0.05, 0.05])
    assert named(belief, mind, TWO_ROWS, 0.0) == 0  # it opens two, skill 1 opens none


def test_only_what_belongs_to_the_goal_is_named() -> None:
    belief, mind = start(TWO_ROWS, [0.05, 0.05, 0.05, 0.05])
    goal = np.array([0, 1, 0, 0], dtype=np.int64)
    assert named(belief, mind, TWO_ROWS, 0.0, goal) == 1


def test_what_was_shown_today_rests_until_another_day() -> None:
    belief, mind = start(TWO_ROWS, [0.05, 0.05, 0.05, 0.05])
    belief.taught[0] = 1
    for _ in range(2):
        beliefs.learn(CONSTANTS, belief, TWO_ROWS, 0, True, 0.0)
        ours.after(RULE, CONSTANTS, belief, mind, 0, 0.0)
    assert RULE.rest < belief.p[0] < RULE.stop
    assert named(belief, mind, TWO_ROWS, 0.0) != 0
    beliefs.dawn(CONSTANTS, belief, 12.0)
    assert belief.now[0] < RULE.ripe
    assert named(belief, mind, TWO_ROWS, 12.0) == 0


def test_what_does_not_move_is_put_aside_and_not_forgotten() -> None:
    atlas = maps.build([[], []])
    belief, mind = start(atlas, [0.05, 0.05])
    names = []
    for _ in range(40):
        i = named(belief, mind, atlas, 0.0)
        names.append(i)
        belief.taught[i] = 1
        beliefs.learn(CONSTANTS, belief, atlas, i, False, 0.0)
        ours.after(RULE, CONSTANTS, belief, mind, i, 0.0)
    assert {0, 1} <= set(names[20:])


def test_two_reviews_never_follow_each_other_before_the_end() -> None:
    atlas = maps.build([[] for _ in range(6)])
    belief, mind = start(atlas, [0.98, 0.98, 0.05, 0.05, 0.05, 0.05], 5.0)
    ours.look(RULE, CONSTANTS, belief, mind, np.ones(6, dtype=np.int64), 60.0)
    first = named(belief, mind, atlas, 60.0)
    second = named(belief, mind, atlas, 60.0)
    assert first in (0, 1)
    assert second in (2, 3, 4, 5)


def test_a_faded_prerequisite_is_refreshed_before_the_skill() -> None:
    atlas = maps.build([[], [0]])
    belief, mind = start(atlas, [0.98, 0.05], 20.0)
    ours.look(RULE, CONSTANTS, belief, mind, np.ones(2, dtype=np.int64), 30.0)
    assert RULE.due < belief.now[0] < RULE.fresh
    assert named(belief, mind, atlas, 30.0) == 0


def test_at_the_end_the_review_that_gains_most_comes_first() -> None:
    atlas = maps.build([[] for _ in range(5)])
    belief, mind = start(atlas, [0.98] * 5, 60.0)
    belief.stability[3] = 4.0
    ours.look(RULE, CONSTANTS, belief, mind, np.ones(5, dtype=np.int64), 10.0)
    assert mind[ours.ENDING]
    assert named(belief, mind, atlas, 10.0) == 3


def test_what_is_probably_known_begins_with_a_question_not_a_lesson() -> None:
    belief, mind = start(TWO_ROWS, [0.6, 0.05, 0.05, 0.05])
    assert not ours.wants_lesson(RULE, belief, mind, 0)
    assert ours.wants_lesson(RULE, belief, mind, 1)
