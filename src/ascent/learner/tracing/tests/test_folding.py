"""Evidence in, mastery and retention out."""

from dataclasses import replace
from typing import Any

import pytest

from ascent.learner.tracing import memory
from ascent.learner.tracing.folding import LearnerState, Observation, fold, replay
from ascent.learner.tracing.links import Link, Links
from ascent.learner.tracing.memory import DAY, Memory
from ascent.learner.tracing.spreading import MOST_IMPLIED

NOON = 1_800_000_000.0


def passed(at: float = NOON, **skills: float) -> Observation:
    return Observation(at, skills, "passed", guess=0.03, slip=0.1)


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
    missed = fold(state, asked("wrong", NOON + 5 * DAY))
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


# ---- one slip, one grade, one day ---------------------------------------------------------


def asked(outcome: str, at: float = NOON, weight: float = 1.0, **more: Any) -> Observation:
    """A question on `fit` with four choices."""
    return Observation(at, {"fit": weight}, outcome, 0.25, 0.1, kind="question", **more)


def shown(days: int) -> list[Observation]:
    """`fit` was shown on each of some days, the last one `NOON`."""
    return [asked("passed", NOON - day * DAY) for day in reversed(range(days))]


def test_one_slip_of_somebody_sure_is_no_lapse_and_is_asked_again_soon() -> None:
    sure = replay(shown(5))
    slipped = fold(sure, asked("wrong", NOON + DAY))
    assert slipped.known("fit")
    assert slipped.skill("fit").stability == sure.skill("fit").stability
    assert slipped.retention("fit", NOON + DAY) == sure.retention("fit", NOON + DAY)
    assert slipped.due(NOON + DAY) == []
    assert slipped.due(NOON + 2 * DAY) == ["fit"]


def test_a_right_answer_settles_the_doubt() -> None:
    log = [*shown(5), asked("wrong", NOON + DAY), asked("passed", NOON + 2 * DAY)]
    assert replay(log).due(NOON + 3 * DAY) == []


def test_a_wrong_answer_after_a_year_is_no_slip() -> None:
    sure = replay(shown(2))
    lapsed = fold(sure, asked("wrong", NOON + 365 * DAY))
    assert lapsed.known("fit")
    assert (lapsed.skill("fit").stability or 0.0) < (sure.skill("fit").stability or 0.0)


def forgotten() -> tuple[LearnerState, LearnerState]:
    """Somebody sure, and the same after a wrong answer 300 days later."""
    sure = replay(shown(3))
    return sure, fold(sure, asked("wrong", NOON + 300 * DAY, activity="q"))


def test_a_lapse_makes_nothing_look_remembered() -> None:
    sure, lapsed = forgotten()
    for days in (300, 301, 310, 400):
        now = NOON + days * DAY
        assert lapsed.retention("fit", now) <= min(sure.retention("fit", now), 0.5) + 1e-9
        assert lapsed.due(now) == ["fit"]
        assert lapsed.fading("fit", now)


def test_a_lapse_that_may_have_been_a_slip_takes_less_of_the_stability() -> None:
    """Than FSRS takes for what was surely forgotten; and none of them adds any."""
    sure = replay(shown(3))
    s = sure.skill("fit")
    assert s.stability is not None
    assert s.difficulty is not None
    for days in (30, 100, 1000):
        left = fold(sure, asked("wrong", NOON + days * DAY)).skill("fit").stability or 0.0
        surely = memory.review(Memory(s.stability, s.difficulty), days, memory.AGAIN).stability
        assert surely < left <= s.stability


@pytest.mark.parametrize("days", [1, 30, 300, 3000])
def test_after_a_wrong_answer_less_is_expected_than_before_it(days: int) -> None:
    """After a pause too, though the skill was then met just now, which alone would raise it."""
    now = NOON + days * DAY
    sure = replay(shown(3))
    missed = fold(sure, asked("wrong", now, activity="q"))
    for item in ("q", "another"):
        before, after = (
            state.chance({"fit": 1.0}, 0.5, 0.25, 0.1, item, now) for state in (sure, missed)
        )
        assert after < before


def test_the_next_right_answer_is_a_fresh_memory_with_the_stability_of_the_lapse() -> None:
    _, lapsed = forgotten()
    soon = NOON + 300 * DAY + 600
    back = fold(lapsed, asked("passed", soon, activity="another"))
    assert back.retention("fit", soon) == 1.0
    assert back.skill("fit").stability == lapsed.skill("fit").stability
    copied = fold(lapsed, asked("passed", soon, activity="another", solution_seen=True))
    assert copied.due(soon) == ["fit"]


def test_after_a_lapse_the_days_are_counted_from_it() -> None:
    """FSRS grades the next review by the days since the last one, however little was recalled."""
    _, lapsed = forgotten()
    s = lapsed.skill("fit")
    assert s.stability is not None
    assert s.difficulty is not None
    back = fold(lapsed, asked("passed", NOON + 302 * DAY, activity="another")).skill("fit")
    expected = memory.review(Memory(s.stability, s.difficulty), 2.0, memory.HARD).stability
    assert back.stability == pytest.approx(max(expected, memory.first(memory.HARD).stability))


def test_a_lapse_on_the_day_of_a_success_shows_too() -> None:
    lit = replay([tried("passed", fit=1.0)])
    twice = fold(fold(lit, asked("wrong", NOON + 60)), asked("wrong", NOON + 120))
    assert twice.skill("fit").stability == lit.skill("fit").stability  # one grade a day
    assert twice.retention("fit", NOON + 120) <= 0.5 + 1e-9


# ---- once an activity and a day -----------------------------------------------------------


def again(times: int, **said: Any) -> list[Observation]:
    """The same exercise passed `times` in a row, a minute apart."""
    passes = replace(tried("passed", fit=1.0), activity="a", **said)
    return [replace(passes, at=NOON + 60 * n) for n in range(times)]


@pytest.mark.parametrize("said", [{}, {"hints": 3}, {"solution_seen": True}])
def test_an_exercise_passed_many_times_a_day_is_passed_once(said: dict[str, Any]) -> None:
    once, often = replay(again(1, **said)), replay(again(8, **said))
    assert often.skill("fit") == once.skill("fit")
    assert often.student.to_json() == once.student.to_json()
    assert often.why("fit", NOON + DAY, {})[0].startswith("You solved the last task on it.")


def test_a_copied_solution_lights_nothing_however_often_it_is_handed_in() -> None:
    assert not replay(again(50, solution_seen=True)).known("fit")


def test_on_another_day_it_is_evidence_again() -> None:
    log = [replace(seen, at=NOON + n * DAY) for n, seen in enumerate(again(2, hints=3))]
    assert replay(log).mastery("fit") > replay(log[:1]).mastery("fit")
    assert replay(log).skill("fit").recent == "hh"


def test_trying_something_in_an_exercise_that_is_passed_lowers_nothing_that_day() -> None:
    passed_ = again(1)
    played = replace(passed_[0], outcome="wrong", at=NOON + 60)
    assert replay([*passed_, played]).skill("fit") == replay(passed_).skill("fit")
    assert replay([*passed_, replace(played, activity="b")]).mastery("fit") < 0.89


def test_a_pass_of_one_activity_says_on_one_day_something_of_each_skill() -> None:
    """What was used in a project comes as a row of its own."""
    used = replace(again(1)[0], skills={"plot": 1.0}, at=NOON + 1)
    assert replay([*again(1), used]).known("plot")


def test_what_was_earned_goes_out_only_after_two_wrong_answers() -> None:
    just_lit = replay([tried("passed", fit=1.0)])
    once = fold(just_lit, asked("wrong", NOON + DAY))
    twice = fold(once, asked("wrong", NOON + 2 * DAY))
    thrice = fold(twice, asked("wrong", NOON + 3 * DAY))
    assert (once.known("fit"), thrice.known("fit")) == (True, False)
    assert thrice.skill("fit").since is None


def test_a_skill_gets_one_grade_a_day_and_the_first_counts() -> None:
    day = [asked("passed", NOON + minutes * 60) for minutes in range(0, 200, 20)]
    assert replay(day).skill("fit").stability == replay(day[:1]).skill("fit").stability
    next_day = asked("passed", NOON + DAY)
    once, often = (fold(replay(log), next_day).skill("fit") for log in (day[:1], day))
    assert (often.stability, often.difficulty) == (once.stability, once.difficulty)


def test_the_day_is_the_one_where_the_learner_is() -> None:
    evening = asked("passed", NOON, day=100)
    later_the_same_day = asked("passed", NOON + 0.6 * DAY, day=100)
    next_morning = asked("passed", NOON + 0.6 * DAY, day=101)
    once = replay([evening]).skill("fit").stability or 0.0
    assert replay([evening, later_the_same_day]).skill("fit").stability == once
    assert (replay([evening, next_morning]).skill("fit").stability or 0.0) > once


def test_help_makes_a_success_hard_and_hard_fades_sooner() -> None:
    alone = replay([tried("passed", fit=1.0)])
    hinted = Observation(NOON, {"fit": 1.0}, "passed", 0.03, 0.1, hints=1, kind="exercise")
    assert replay([hinted]).retention("fit", NOON + 9 * DAY) < alone.retention(
        "fit", NOON + 9 * DAY
    )


def test_on_the_side_a_skill_is_reviewed_in_part_and_keeps_its_own_grade() -> None:
    log = [passed(at=NOON, fit=1.0)]
    side = Observation(NOON + 5 * DAY, {"plot": 1.0, "fit": 0.2}, "passed", 0.03, 0.1)
    main = Observation(NOON + 5 * DAY + 60, {"fit": 1.0}, "passed", 0.03, 0.1)
    before, partly, whole = (
        replay([*log, *more]).skill("fit") for more in ([], [side], [side, main])
    )
    assert (before.stability or 0) < (partly.stability or 0) < (whole.stability or 0)
    assert (before.last or 0) < (partly.last or 0) < (whole.last or 0)


# ---- what goes along the links ------------------------------------------------------------

MAP = Links(needed={"fit": (Link("split", 1.0),), "tune": (Link("fit", 0.8),)})


def test_a_right_answer_lifts_what_it_needs_but_lights_nothing() -> None:
    state = replay([passed(fit=1.0)] * 30, MAP)
    assert LearnerState().mastery("split") < state.mastery("split") <= MOST_IMPLIED
    assert not state.known("split")
    assert state.retention("split", NOON) == 0.0


def test_what_lies_further_down_is_lifted_less() -> None:
    state = replay([passed(tune=1.0)], MAP)
    lifted = [state.mastery(skill) - LearnerState().mastery(skill) for skill in ("fit", "split")]
    assert lifted[0] > 2 * lifted[1] > 0


def test_a_weaker_link_carries_less() -> None:
    def lifted(weight: float) -> float:
        links = Links(needed={"fit": (Link("split", weight),)})
        return replay([passed(fit=1.0)], links).mastery("split")

    assert lifted(0.3) < lifted(0.7) < lifted(1.0)


def test_a_wrong_answer_to_a_question_lowers_what_stands_on_it_and_puts_out_nothing() -> None:
    lit = replay([passed(fit=1.0)], MAP)
    missed = Observation(NOON + DAY, {"split": 1.0}, "wrong", 0.25, 0.1, kind="question")
    state = lit
    for _ in range(20):
        state = fold(state, missed, MAP)
    assert state.mastery("fit") < lit.mastery("fit")
    assert state.known("fit")
    assert state.mastery("tune") == LearnerState().mastery("tune")  # nothing was known of it


def test_a_failed_check_does_not_spread() -> None:
    lit = replay([passed(fit=1.0)], MAP)
    failed = Observation(NOON + DAY, {"split": 1.0}, "wrong", 0.03, 0.1, kind="exercise")
    assert fold(lit, failed, MAP).skill("fit") == lit.skill("fit")


def test_an_authored_credit_reviews_what_was_used_in_part() -> None:
    def later(credit: float) -> float:
        links = Links(needed={"fit": (Link("split", 1.0, credit),)})
        log = [passed(split=1.0), passed(at=NOON + 4 * DAY, fit=1.0)]
        return replay(log, links).retention("split", NOON + 10 * DAY)

    assert later(0.0) == replay([passed(split=1.0)]).retention("split", NOON + 10 * DAY)
    assert later(0.0) < later(0.3) < later(1.0)


# ---- a placement is a prior ---------------------------------------------------------------


def placed(at: float = NOON, **found: float) -> Observation:
    return Observation(at, found, "placed", kind="placement", activity="placement")


def test_a_placement_lights_what_it_found_and_gives_it_a_memory() -> None:
    state = replay([placed(fit=0.93, split=0.4)])
    assert (state.known("fit"), state.known("split")) == (True, False)
    assert state.mastery("split") == 0.4
    assert state.skill("fit").stability == 15.0
    assert state.skill("split").stability is None


def test_a_placement_says_nothing_of_what_was_answered_before() -> None:
    before = replay([passed(fit=1.0)])
    assert fold(before, placed(NOON + DAY, fit=0.05)).skill("fit") == before.skill("fit")


def test_a_later_placement_replaces_an_earlier_one() -> None:
    state = replay([placed(fit=0.9), placed(NOON + DAY, fit=0.3)])
    assert not state.known("fit")
    assert state.skill("fit").stability is None


@pytest.mark.parametrize("found", [0.82, 0.9, 0.96, 0.999])
def test_failed_checks_take_a_placed_light_away_sooner_than_an_earned_one(found: float) -> None:
    def checks_until_out(state: LearnerState) -> int:
        for n in range(1, 50):
            state = fold(state, replace(tried("wrong", fit=1.0), at=NOON + n * 60, activity="a"))
            if not state.known("fit"):
                return n
        return 50

    earned = checks_until_out(replay([tried("passed", fit=1.0)]))
    assert checks_until_out(replay([placed(fit=found)])) <= 2 < earned


@pytest.mark.parametrize("kind", ["question", "exercise"])
@pytest.mark.parametrize("found", [0.8, 0.86, 0.96])
def test_one_slip_puts_out_nothing_that_a_placement_lit(found: float, kind: str) -> None:
    state = replay([placed(fit=found)])
    slip = replace(asked("wrong", NOON + DAY, activity="a"), kind=kind)
    once = fold(state, slip)
    twice = fold(once, replace(slip, at=NOON + 2 * DAY))
    assert (once.known("fit"), twice.known("fit")) == (True, False)


def test_the_first_success_makes_a_placed_skill_earned() -> None:
    state = replay([placed(fit=0.9), passed(at=NOON + DAY, fit=1.0)])
    for n in range(2):
        state = fold(state, replace(tried("wrong", fit=1.0), at=NOON + (2 + n) * DAY))
    assert state.known("fit")


# ---- chances, and why ---------------------------------------------------------------------


def test_the_chance_of_success_grows_with_mastery() -> None:
    states = [replay([placed(fit=p / 10)]) for p in range(1, 10)]
    chances = [state.chance({"fit": 1.0}, 0.5, 0.03, 0.1) for state in states]
    assert chances == sorted(chances)
    assert len(set(chances)) == len(chances)


def test_the_chance_of_success_falls_while_memory_fades() -> None:
    state = replay([passed(fit=1.0)])
    soon, late = (state.chance({"fit": 1.0}, now=NOON + n * DAY) for n in (1, 400))
    assert late < soon < 1


def test_tries_before_the_pass_are_one_answer_to_the_rating_model() -> None:
    def log(fails: int) -> list[Observation]:
        tries = [tried("wrong", fit=1.0)] * fails + [tried("passed", fit=1.0)]
        return [replace(t, at=NOON + 60 * n, activity="a") for n, t in enumerate(tries)]

    once, often = replay(log(1)).student, replay(log(9)).student
    assert once.to_json() == often.to_json()
    assert replay(log(0)).student.right == 1


NAMES = {"fit": "Fit a model", "tune": "Tune it"}


def test_why_says_what_was_solved_and_when() -> None:
    log = [
        replace(tried("wrong", fit=1.0), activity="a"),
        replace(tried("passed", fit=1.0), activity="a", at=NOON + 60),
        replace(tried("wrong", fit=1.0), activity="b", at=NOON + 120),
        replace(tried("passed", fit=1.0), activity="c", at=NOON + 180, hints=1),
    ]
    said = replay(log).why("fit", NOON + 3 * DAY, NAMES)
    assert said[0] == (
        "You solved 2 of the last 3 tasks on it. The last try was 2 days ago, with help."
    )
    assert said[1].startswith("It was last asked for 2 days ago.")


def test_why_tells_what_was_only_read_placed_or_used_elsewhere() -> None:
    nothing = LearnerState().why("fit", NOON, NAMES)
    assert nothing == ["There is nothing yet that says anything about it."]
    read = replay([Observation(NOON, {"fit": 1.0}, "read")])
    assert read.why("fit", NOON, NAMES) == [
        "You have read about it and have not been asked for it yet."
    ]
    assert "placement" in replay([placed(fit=0.9)]).why("fit", NOON, NAMES)[0]
    used = replay([passed(tune=1.0)], MAP)
    assert used.why("fit", NOON, NAMES) == ["You were right in “Tune it”, which needs it."]


def test_more_answers_make_it_surer() -> None:
    sure = [replay(shown(n)).sure("fit") for n in range(5)]
    assert sure[0] == 0
    assert sure == sorted(sure)
