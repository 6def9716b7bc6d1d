"""One next step, two others, and why."""

from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import date
from random import Random

import numpy as np
import pytest

from ascent.coach.course import Candidate, Course, Numbers, Place, Shares
from ascent.coach.fringe import HIGH, LOW
from ascent.coach.next_step import CLOSE_GAP, NAME_GAPS, REVIEW, Situation, offer
from ascent.coach.reasons import Telling, tell
from ascent.coach.standing import TIRED
from ascent.learner.tracing.folding import LearnerState, SkillState

KNOWN = SkillState(p=0.9, seen=1, known=True)
BEGUN = SkillState(p=0.4, seen=1)
TUESDAY = date(2026, 3, 3)

PLACES = (
    Place("vars", "Variables"),
    Place("call", "Calls", needed=["vars"]),
    Place("loops", "Loops", needed=["vars"]),
    Place("read", "Read a table", needed=["call"], helps=["loops"]),
    Place("fit", "Fit a model", needed=["read"]),
    Place("slopes", "Slopes", depth="explain"),
)
CANDIDATES = (
    Candidate("first-model", "exercise", "libraries", "fit", 8),
    Candidate("bikes", "tour", "study", "run", 40),
    Candidate("names", "lesson", "language", "vars", 6),
    Candidate("add-up", "exercise", "language", "vars", 5, 0.2, opens="`x = 1`"),
    Candidate("call-it", "exercise", "language", "call", 5, 0.2),
    Candidate("repeat", "exercise", "language", "loops", 5, 0.2),
    Candidate("load", "exercise", "libraries", "read", 5, 0.1),
    Candidate("train", "exercise", "libraries", "fit", 9, 0.3),
    Candidate("rain", "project", "project", "fit", 180),
)
COURSE = Course.compile(PLACES, CANDIDATES, project=["fit"], reading=["loops"])


def situation(
    state: LearnerState | None = None,
    *,
    course: Course = COURSE,
    done: Collection[str] = (),
    step: str = "language",
    likely: dict[str, float] | None = None,
    **more: object,
) -> Situation:
    """A learner in the middle of *Language*. `likely`: chances of passing that are not 0.7."""
    state = state or LearnerState()

    def forecast(trainers: Numbers) -> Shares:
        asked = [course.trainers[at].id for at in trainers.tolist()]
        return np.array([(likely or {}).get(a, 0.7) for a in asked])

    return Situation(
        course=course,
        ground=course.ground(state, done),
        state=state,
        done=frozenset(done),
        forecast=forecast,
        step=step,
        wish="to predict rain",
        **more,
    )


def chosen(s: Situation, seed: int = 0) -> list[str]:
    return [o.activity for o in offer(s, Random(seed)).options]


def said(s: Situation, today: date = TUESDAY) -> str:
    """The reasons of the first choice, as the learner reads them."""
    telling = Telling(s.course.title, today)
    return " ".join(tell(r, telling) for r in offer(s, Random(0)).options[0].reasons)


def chances(s: Situation) -> dict[str, float]:
    return dict(offer(s, Random(0)).chances)


NOON = 1_772_539_200.0  # 2026-03-03 12:00 UTC, a Tuesday


def knowing(*skills: str, **more: SkillState) -> LearnerState:
    return LearnerState({**dict.fromkeys(skills, KNOWN), **more})


EVERYTHING = tuple(c.id for c in CANDIDATES)


def all_but(*left: str) -> Sequence[str]:
    return [a for a in EVERYTHING if a not in left]


# ---- the order ------------------------------------------------------------------------------


def test_the_first_whole_experience_comes_before_everything() -> None:
    assert chosen(situation(first="first-model", step="study"))[:2] == ["first-model", "bikes"]


def test_once_the_project_has_come_the_first_experience_is_no_longer_first() -> None:
    for step, comes in (("project", "rain"), ("gap", NAME_GAPS)):
        assert chosen(situation(first="first-model", step=step))[0] == comes


def test_study_offers_the_tour_and_names_the_wish() -> None:
    study = situation(step="study")
    assert chosen(study)[0] == "bikes"
    assert "to predict rain" in said(study)


def test_a_skill_is_read_about_before_it_is_trained() -> None:
    assert chosen(situation())[0] == "names"
    assert chosen(situation(done=["names"]))[0] == "add-up"


def test_who_may_know_it_already_is_asked_before_being_told() -> None:
    perhaps = LearnerState({"vars": SkillState(p=0.45, seen=1)})
    assert chosen(situation(perhaps))[:2] == ["add-up", "names"]


def test_needed_prerequisites_gate() -> None:
    assert set(chosen(situation())) == {"names", "add-up"}
    assert set(chosen(situation(knowing("vars")))) == {"call-it", "repeat"}


def test_with_one_skill_within_reach_the_others_are_other_ways_into_it() -> None:
    assert chosen(situation()) == ["names", "add-up"]
    assert chances(situation()) == {"names": 1.0}


def test_a_needed_skill_that_is_rather_known_than_not_blocks_nothing() -> None:
    rather = LearnerState({"vars": SkillState(p=0.55, seen=3)})
    assert "call-it" in chosen(situation(rather))
    hardly = LearnerState({"vars": SkillState(p=0.45, seen=3)})
    assert "call-it" not in chosen(situation(hardly))


def test_a_skill_that_nothing_can_teach_any_more_does_not_block_the_way() -> None:
    assert set(chosen(situation(done=["names", "add-up"]))) == {"call-it", "repeat"}


def test_what_helps_does_not_gate_and_is_explained_when_it_is_met() -> None:
    libraries = situation(knowing("vars", "call"), step="libraries")
    assert chosen(libraries)[0] == "load"
    assert "helps to know “Loops”. It is explained" in said(libraries)
    informed = situation(knowing("vars", "call", "loops"), step="libraries")
    assert "helps to know" not in said(informed)


def test_what_was_begun_comes_first() -> None:
    begun = situation(knowing("vars", loops=BEGUN))
    assert chosen(begun)[0] == "repeat"
    assert "begun “Loops”, and it is not lit yet. The tour uses it" in said(begun)


def test_what_went_well_today_is_confirmed_on_another_day() -> None:
    midnight = 1_772_496_000.0
    for at, first in ((midnight + 3600, "call-it"), (midnight - 3600, "repeat")):
        well = knowing("vars", loops=SkillState(p=0.7, seen=1, last_at=at))
        s = situation(well)
        s = replace(s, ground=COURSE.ground(well, (), midnight))
        assert chosen(s)[0] == first
        assert set(chosen(s)) == {"call-it", "repeat"}


def test_what_does_not_want_to_go_today_waits_until_tomorrow() -> None:
    midnight = 1_772_496_000.0
    for misses, first in ((TIRED, "call-it"), (TIRED - 1, "repeat")):
        failing = SkillState(p=0.3, seen=6, last_at=midnight + 3600, misses=misses)
        state = knowing("vars", loops=failing)
        s = replace(situation(state), ground=COURSE.ground(state, (), midnight))
        assert chosen(s)[0] == first


def test_what_the_project_takes_comes_before_what_only_reading_takes() -> None:
    assert chosen(situation(knowing("vars"))) == ["call-it", "repeat"]
    for seed in range(5):
        assert chosen(situation(knowing("vars")), seed)[0] == "call-it"


def test_due_review_comes_first_but_never_twice_in_a_row() -> None:
    due = situation(knowing("vars"), due=("vars",))
    assert chosen(due)[0] == REVIEW
    assert REVIEW not in chosen(replace(due, last_was_review=True))


def test_on_its_date_the_project_comes_whatever_the_map_says() -> None:
    ringing = situation(step="project", date_has_come=True, due=("vars",), first="first-model")
    assert chosen(ringing)[0] == "rain"
    assert "The day to begin it has come" in said(ringing)


def test_without_a_date_the_project_comes_when_the_loop_is_there() -> None:
    assert chosen(situation(step="project"))[0] == "rain"
    assert "Your loop has come to the project" in said(situation(step="project"))


# ---- the band, and the draw -----------------------------------------------------------------

WIDE = Course.compile(
    [Place(s, depth=d) for s, d in (("a", "use"), ("b", "use"), ("c", "use"), ("d", "explain"))],
    [
        Candidate(f"{s}-{n}", "exercise", "libraries", s, 5, difficulty=n / 10)
        for s in "abcd"
        for n in (1, 2)
    ],
    project="abcd",
)


def on_a_wide_map(**likely: float) -> Situation:
    """Four skills to choose from, two exercises each, which are surely passed unless said."""
    named = {f"{s}-{n}": 1.0 for s in "abcd" for n in (1, 2)}
    named |= {name.replace("_", "-"): p for name, p in likely.items()}
    return situation(course=WIDE, step="libraries", likely=named)


def test_among_those_within_reach_the_one_that_would_probably_pass_comes_first() -> None:
    assert chosen(on_a_wide_map(b_2=LOW, c_1=0.3))[0] == "b-2"
    assert chances(on_a_wide_map(b_2=HIGH, d_1=LOW, c_1=0.3)) == {"b-2": 1.0}


def test_with_none_inside_the_band_the_nearest_comes_first() -> None:
    assert chosen(on_a_wide_map(a_1=0.5, b_1=0.2, b_2=0.2))[0] == "a-1"
    assert chosen(on_a_wide_map(c_2=0.9, a_2=0.1))[0] == "c-2"


def test_within_a_skill_too_the_exercise_nearest_to_the_band_is_chosen() -> None:
    assert chosen(on_a_wide_map(a_1=0.95, a_2=0.8))[0] == "a-2"


def test_using_comes_before_explaining_when_both_are_as_likely() -> None:
    assert set(chances(on_a_wide_map())) == {"a-1", "b-1", "c-1"}
    assert "d-1" not in chosen(on_a_wide_map())


def test_equal_choices_are_drawn_fairly_and_all_of_them_are_logged() -> None:
    equal = on_a_wide_map(a_1=0.7, b_1=0.7, c_1=0.7, d_1=0.1)
    assert chances(equal) == dict.fromkeys(["a-1", "b-1", "c-1"], 1 / 3)
    firsts = [chosen(equal, seed)[0] for seed in range(300)]
    for one in ("a-1", "b-1", "c-1"):
        assert 0.24 < firsts.count(one) / len(firsts) < 0.43


def test_the_chances_cover_more_than_what_is_shown() -> None:
    many = Course.compile(
        [Place(f"s{n}") for n in range(9)],
        [Candidate(f"e{n}", "exercise", "libraries", f"s{n}", 5) for n in range(9)],
        project=[f"s{n}" for n in range(9)],
    )
    offered = offer(situation(course=many, step="libraries"), Random(0))
    assert len(offered.options) == 3
    assert len(offered.chances) == 9
    assert [o.p for o in offered.options] == [1 / 9] * 3
    assert offered.grounds[-1].facts == {"count": 9}


# ---- reasons --------------------------------------------------------------------------------


def test_the_reason_names_the_line_that_an_exercise_opens() -> None:
    told = said(situation(done=["names"]))
    assert "`x = 1`" in told
    assert "Variables" in told


@pytest.mark.parametrize(
    ("found", "says"),
    [
        (SkillState(p=0.9, known=True, placed=0.9), "which you probably know by your placement"),
        (SkillState(p=0.9, known=True, placed=0.14, recent="s", since=NOON), "which you showed"),
    ],
)
def test_a_placement_is_named_only_where_it_said_that_the_skill_is_known(
    found: SkillState, says: str
) -> None:
    ready = situation(LearnerState({"read": found}), step="libraries", done=["first-model"])
    assert says in said(ready)


def test_the_reason_says_what_the_project_needs_and_what_was_shown_when() -> None:
    shown = SkillState(p=0.9, seen=2, known=True, since=NOON)
    state = LearnerState({"read": shown})
    ready = situation(state, step="libraries", done=["first-model"])
    assert chosen(ready)[0] == "train"
    thursday = date(2026, 3, 5)
    assert said(ready, thursday) == (
        "This trains “Fit a model”. Your project uses it. "
        "It builds on “Read a table”, which you showed on Tuesday."
    )


def test_the_reason_names_the_skill_that_a_step_leads_to() -> None:
    assert said(situation(knowing("vars"))) == (
        "This trains “Calls”. Your project needs it for “Fit a model”."
    )


def test_days_are_named_as_people_name_them() -> None:
    telling = Telling(str, date(2026, 3, 5))
    days = ("2026-03-05", "2026-03-04", "2026-03-03", "2026-02-27", "2026-02-26", "2025-03-05")
    assert [telling.day(day) for day in days] == [
        "today",
        "yesterday",
        "on Tuesday",
        "on Friday",
        "on 26 February",
        "on 5 March 2025",
    ]


# ---- something else -------------------------------------------------------------------------


def test_something_else_goes_round_and_never_sticks() -> None:
    s = situation(knowing("vars"))
    firsts = []
    for _ in range(6):
        first = chosen(s)[0]
        firsts.append(first)
        s = replace(s, passed_over=(*(a for a in s.passed_over if a != first), first))
    assert set(firsts[:2]) == {"call-it", "repeat"}
    assert firsts[:2] == firsts[2:4] == firsts[4:]
    assert chances(s) == {firsts[0]: 1.0}


def test_what_was_put_aside_comes_after_all_else() -> None:
    ready = situation(knowing("vars"), passed_over=("call-it",))
    assert chosen(ready) == ["repeat", "call-it"]
    assert chances(ready) == {"repeat": 1.0}


# ---- once more, without help ----------------------------------------------------------------

NOON, MIDNIGHT = 1_772_539_200.0, 1_772_496_000.0  # 2026-03-03
DAY = 86_400.0
HELPED = SkillState(p=0.36, seen=1, recent="h", last_at=NOON - DAY)


def after_a_night(state: LearnerState, course: Course = COURSE, **more: object) -> Situation:
    s = situation(state, course=course, **more)
    return replace(s, ground=course.ground(state, s.done, MIDNIGHT))


def test_what_was_passed_with_help_is_passed_once_more_without_before_anything_new() -> None:
    done = ["names", "add-up", "call-it"]
    s = after_a_night(knowing("vars", call=HELPED), done=done)
    assert chosen(s)[:2] == ["call-it", "repeat"]
    assert said(s) == (
        "“Calls” is not lit yet: you had help. Pass this once more without help, and it lights up."
    )
    assert chosen(replace(s, passed_over=["call-it"]))[0] == "repeat"


def test_something_new_stands_by_however_much_is_to_be_done_once_more() -> None:
    everything = [f"{s}-{n}" for s in "abc" for n in (1, 2)]
    state = LearnerState(dict.fromkeys("abc", HELPED))
    assert chosen(after_a_night(state, WIDE, done=everything, step="libraries"))[2] in (
        "d-1",
        "d-2",
    )


def test_a_night_lies_between() -> None:
    today = HELPED._replace(last_at=NOON)
    s = after_a_night(knowing("vars", call=today), done=["names", "add-up", "call-it"])
    assert "call-it" not in chosen(s)


def test_what_has_something_new_left_goes_on_with_that() -> None:
    s = after_a_night(LearnerState({"vars": HELPED}), done=["add-up"])
    assert chosen(s) == ["names"]


def test_the_hardest_of_what_was_done_shows_most() -> None:
    everything = [f"{s}-{n}" for s in "abcd" for n in (1, 2)]
    state = knowing("a", "b", "d", c=HELPED)
    assert chosen(after_a_night(state, WIDE, done=everything))[0] == "c-2"


def test_nothing_is_promised_that_one_pass_does_not_bring() -> None:
    guessed = Candidate("a-1", "exercise", "language", "a", 5, guess=0.6)
    lucky = Course.compile([Place("a", "Reading")], [guessed], project="a")
    s = after_a_night(LearnerState({"a": HELPED}), lucky, done=["a-1"])
    assert said(s).endswith("without help, and it comes nearer.")


READING = Course.compile(
    [Place("a", "Reading")],
    [Candidate("a-read", "lesson", "language", "a", 5)],
    project="a",
    questions={"a": ["q-1", "q-2"]},
)


def test_a_skill_without_exercises_is_asked_for_when_its_answers_are_out_of_sight() -> None:
    for days, asked in ((2, False), (5, True)):
        seen = SkillState(p=0.4, seen=2, recent="w", last_at=NOON - days * DAY)
        s = after_a_night(LearnerState({"a": seen}), READING, done=["a-read"])
        assert (set(chosen(s)) == {"q-1", "q-2"}) is asked
    assert "No exercise trains “Reading”" in said(s)


# ---- what opens most, on firm ground ---------------------------------------------------------

TALL = Course.compile(
    [
        Place("base", "Base"),
        *(Place(f"top-{n}", f"Top {n}", needed=["base"]) for n in range(5)),
        Place("alone", "Alone"),
        Place("other", "Other", needed=["alone"]),
    ],
    [
        Candidate(f"{skill}-1", "exercise", "libraries", skill, 5)
        for skill in ("base", *(f"top-{n}" for n in range(5)), "alone", "other")
    ],
    project=["alone", "other", *(f"top-{n}" for n in range(5))],
    questions={"alone": ["q-1", "q-2"]},
)
FADED = KNOWN._replace(stability=10.0, last=NOON - 9 * DAY, last_at=NOON - 9 * DAY)


def on_the_tall_map(state: LearnerState, **more: object) -> Situation:
    s = situation(state, course=TALL, step="libraries", **more)
    return replace(s, ground=TALL.ground(state, s.done, MIDNIGHT, NOON))


def test_of_equally_likely_skills_the_one_that_opens_most_for_its_minutes_comes_first() -> None:
    assert chances(on_the_tall_map(LearnerState())) == {"base-1": 1.0}
    hopeless = knowing(base=SkillState(p=0.3, seen=9, misses=30), alone=SkillState(p=0.3, seen=1))
    assert chances(on_the_tall_map(hopeless)) == {"alone-1": 1.0}


def test_a_needed_skill_that_faded_is_asked_for_before_what_builds_on_it() -> None:
    s = on_the_tall_map(knowing("base", *(f"top-{n}" for n in range(5)), alone=FADED))
    assert chances(s) == {"q-1": 0.5, "q-2": 0.5}
    assert chosen(s)[1:] == ["other-1"], "one question on it is enough"
    assert said(s) == ("You last met “Alone” on 22 February. “Other” needs it.")


def test_it_is_not_asked_for_after_a_review_nor_while_its_answer_is_in_sight() -> None:
    tops = [f"top-{n}" for n in range(5)]
    s = on_the_tall_map(knowing("base", *tops, alone=FADED))
    assert chosen(replace(s, last_was_review=True)) == ["other-1"]
    seen = FADED._replace(last_at=NOON - 2 * DAY)
    assert chosen(on_the_tall_map(knowing("base", *tops, alone=seen))) == ["other-1"]


def test_what_stands_on_firm_ground_comes_before_what_waits_for_something_faded() -> None:
    tops = [f"top-{n}" for n in range(4)]
    s = on_the_tall_map(knowing("base", *tops, alone=FADED))
    equal = replace(s, ground=replace(s.ground, value=np.zeros_like(s.ground.value)))
    assert chosen(equal)[0] == "top-4-1"
    assert chosen(equal)[1] in ("q-1", "q-2")
    assert chosen(equal)[2] == "other-1"


def test_a_refreshment_that_is_put_aside_is_not_offered_under_another_question() -> None:
    s = on_the_tall_map(knowing("base", *(f"top-{n}" for n in range(5)), alone=FADED))
    assert chosen(replace(s, passed_over=["q-2"])) == ["other-1", "q-2"]


def test_what_is_due_is_left_to_the_review_and_nothing_is_asked_beside_project_and_gap() -> None:
    s = on_the_tall_map(knowing("base", *(f"top-{n}" for n in range(5)), alone=FADED))
    long_ago = FADED._replace(last=NOON - 90 * DAY, last_at=NOON - 90 * DAY)
    due = on_the_tall_map(knowing("base", *(f"top-{n}" for n in range(5)), alone=long_ago))
    assert chosen(due) == ["other-1"]
    assert chosen(replace(s, step="project")) == ["other-1"]
    assert chosen(replace(s, step="gap", gap_skill="other")) == ["other-1", CLOSE_GAP]


def test_what_waits_for_something_faded_is_kept_after_a_review() -> None:
    tops = [f"top-{n}" for n in range(4)]
    s = on_the_tall_map(knowing("base", *tops, alone=FADED), last_was_review=True)
    equal = replace(s, ground=replace(s.ground, value=np.zeros_like(s.ground.value)))
    assert chosen(equal) == ["top-4-1", "other-1"]


# ---- the gap --------------------------------------------------------------------------------


def test_the_chosen_gap_is_trained_from_what_it_stands_on() -> None:
    assert chosen(situation(knowing("vars", "call"), step="gap", gap_skill="fit")) == [
        "load",
        CLOSE_GAP,
    ]
    above = situation(knowing("vars", "call", "read"), step="gap", gap_skill="fit")
    assert chosen(above)[0] == "first-model"


def test_the_gap_is_looked_for_however_far_below_it_lies() -> None:
    deep = situation(step="gap", gap_skill="fit")
    assert chosen(deep) == ["names", CLOSE_GAP]
    assert "This introduces “Variables”. Your gap, “Fit a model”, builds on it" in said(deep)


def test_a_gap_with_a_plan_goes_by_it_and_ends_in_the_project() -> None:
    state = knowing("vars", "call", "read", fit=BEGUN)
    plan = [("train", "new"), ("first-model", "again"), ("q-1", "ask"), ("rain", "apply")]
    s = situation(state, step="gap", gap_skill="fit", plan=plan, done=["first-model", "rain"])
    offered = []
    for left in range(len(plan)):
        offered.append(chosen(replace(s, plan=plan[left:]))[0])
    assert offered == ["train", "first-model", "q-1", "rain"]
    assert "Use “Fit a model” in your own project" in said(replace(s, plan=plan[3:]))
    assert chosen(replace(s, plan=[]))[0] == CLOSE_GAP


def test_what_a_plan_asks_for_too_early_waits() -> None:
    far = situation(step="gap", gap_skill="fit", plan=[("train", "new"), ("names", "below")])
    assert chosen(far)[0] == "names"


def test_the_gap_is_named_before_it_is_trained() -> None:
    assert chosen(situation(step="gap")) == [NAME_GAPS]


def test_a_gap_in_what_is_known_is_trained_once_more() -> None:
    state = knowing(*(p.id for p in PLACES))
    again = situation(state, step="gap", gap_skill="vars", done=EVERYTHING)
    assert chosen(again) == ["names", "add-up", CLOSE_GAP]


# ---- there is always a step -----------------------------------------------------------------


def test_a_step_with_nothing_left_goes_on_with_what_another_step_has() -> None:
    assert chosen(situation(knowing("vars", "call", "loops"))) == ["load"]


def test_with_nothing_left_on_the_way_the_project_comes_even_before_its_turn() -> None:
    state = knowing("vars", "call", "loops", "read", "fit")
    assert chosen(situation(state, done=["bikes"])) == ["rain"]


def test_who_has_done_everything_does_the_weakest_once_more() -> None:
    state = LearnerState({c.skill: KNOWN for c in CANDIDATES} | {"loops": SkillState(p=0.82)})
    assert chosen(situation(state, done=EVERYTHING))[0] == "repeat"


def test_a_cycle_on_a_broken_map_blocks_nobody() -> None:
    broken = Course.compile(
        [Place("a", needed=["b"]), Place("b", needed=["a"])],
        [Candidate(f"{s}-1", "exercise", "libraries", s, 5) for s in "ab"],
        project="ab",
    )
    assert chosen(situation(course=broken, step="libraries")) == ["a-1"]


def test_a_pack_without_activities_has_no_step() -> None:
    assert chosen(situation(course=Course.compile(PLACES, ()))) == []
