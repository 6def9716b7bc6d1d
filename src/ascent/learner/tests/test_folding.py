"""Evidence in, mastery and retention out."""

from hypothesis import given
from hypothesis import strategies as st

from ascent.learner.folding import LearnerState, Observation, fold, replay
from ascent.learner.memory import DAY

NOON = 1_800_000_000.0
SKILLS = ("fit", "split", "plot")

observations = st.lists(
    st.builds(
        Observation,
        at=st.floats(NOON, NOON + 60 * DAY),
        skills=st.dictionaries(st.sampled_from(SKILLS), st.floats(0.1, 1.0), min_size=1),
        outcome=st.sampled_from(["passed", "wrong", "crashed", "out-of-time", "read", "our-fault"]),
        guess=st.floats(0.0, 0.5),
        slip=st.floats(0.0, 0.3),
        hints=st.integers(0, 4),
        solution_seen=st.booleans(),
    ),
    max_size=30,
)


def passed(at: float = NOON, **skills: float) -> Observation:
    return Observation(at, skills, "passed", guess=0.03, slip=0.1)


@given(observations)
def test_replaying_the_log_gives_what_folding_step_by_step_gave(log: list[Observation]) -> None:
    state = LearnerState()
    for seen in sorted(log, key=Observation.order):
        state = LearnerState.from_json(fold(state, seen).to_json())  # as it is kept in between
    assert state == replay(log)


def test_what_was_our_fault_changes_nothing() -> None:
    state = replay([passed(fit=1.0)])
    assert fold(state, Observation(NOON, {"fit": 1.0}, "our-fault")) == state


def test_a_skill_that_was_shown_is_known_remembered_and_later_due() -> None:
    state = replay([passed(fit=1.0)])
    assert state.known("fit")
    assert state.retention("fit", NOON) == 1.0
    assert state.due(NOON + DAY) == []
    assert state.due(NOON + 20 * DAY) == ["fit"]


def tried(outcome: str, **skills: float) -> Observation:
    return Observation(NOON, skills, outcome, guess=0.03, slip=0.1, kind="exercise")


def test_a_typing_mistake_says_nothing() -> None:
    state = replay([passed(fit=1.0)])
    for outcome in ("crashed", "out-of-time", "out-of-memory", "flooded", "forbidden"):
        assert fold(state, tried(outcome, fit=1.0)) == state


def test_a_failed_check_says_something_of_the_main_skill_alone() -> None:
    state = replay([passed(fit=1.0, plot=0.9)])
    after = fold(state, tried("wrong", fit=1.0, plot=0.3))
    assert after.mastery("fit") < state.mastery("fit")
    assert after.skill("plot") == state.skill("plot")


def test_a_failed_check_is_no_sign_of_forgetting_but_a_failed_question_is() -> None:
    state = replay([passed(fit=1.0)])
    assert fold(state, tried("wrong", fit=1.0)).due(NOON + DAY) == []
    asked = {"guess": 0.25, "slip": 0.1, "kind": "question"}
    missed = fold(state, Observation(NOON + 5 * DAY, {"fit": 1.0}, "wrong", **asked))
    assert missed.retention("fit", NOON + 12 * DAY) < state.retention("fit", NOON + 12 * DAY)


def test_who_fails_twenty_times_and_passes_has_shown_it() -> None:
    log = [tried("wrong", fit=1.0)] * 20
    assert replay([*log, tried("passed", fit=1.0)]).known("fit")


def test_a_pass_with_the_solution_in_sight_is_not_remembered() -> None:
    copied = Observation(NOON, {"fit": 1.0}, "passed", guess=0.03, slip=0.1, solution_seen=True)
    assert replay([copied]).retention("fit", NOON) == 0.0


def test_the_weakest_memory_comes_first() -> None:
    log = [passed(at=NOON, plot=1.0), passed(at=NOON + 5 * DAY, fit=1.0)]
    assert replay(log).due(NOON + 30 * DAY) == ["plot", "fit"]


def test_reading_moves_a_little_and_proves_nothing() -> None:
    state = fold(LearnerState(), Observation(NOON, {"fit": 1.0}, "read"))
    assert LearnerState().mastery("fit") < state.mastery("fit") < 0.5
    assert not state.known("fit")
    assert state.retention("fit", NOON) == 0.0


def test_a_side_skill_moves_less_than_the_main_one() -> None:
    state = replay([passed(fit=1.0, plot=0.2)])
    assert state.mastery("plot") < state.mastery("fit")


def test_the_day_a_skill_lit_up_is_kept_when_it_is_shown_again() -> None:
    state = replay([passed(at=NOON, fit=1.0), passed(at=NOON + DAY, fit=1.0)])
    assert state.skill("fit").since == NOON
