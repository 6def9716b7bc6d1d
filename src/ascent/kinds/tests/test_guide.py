"""The coach at work on the built-in pack."""

from datetime import timedelta
from math import ceil
from pathlib import Path
from typing import Any

import pytest

from ascent import clock
from ascent.accounts.models import Person
from ascent.coach.standing import TIRED
from ascent.kinds import guide, offers, registry, reviewing
from ascent.learner import access, actions, gaps, queue, reviews
from ascent.learner.actions import Graded
from ascent.learner.models import Evidence, Loop, Offer

INTEREST = "predict-from-tables"


@pytest.fixture
def loop(ada: Person) -> Loop:
    due = guide.plan_loop(INTEREST, 4, clock.today())
    return actions.start_loop(ada, wish="to guess", hours=4, interest=INTEREST, due=due)


@pytest.fixture
def later(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A file that moves Ascent's clock: write seconds into it."""
    path = tmp_path / "clock"
    path.write_text("0")
    monkeypatch.setenv("ASCENT_CLOCK", str(path))
    return path


def finish(person: Person, activity_id: str) -> None:
    """Pass an exercise or a project, walk through a tour."""
    activity = registry.pack().activities[activity_id]
    kind = registry.kind_of(activity)
    if kind.grade is None:
        actions.read(person, kind.subject(activity))
    else:
        hand_in(person, activity_id, "passed")


def hand_in(person: Person, activity_id: str, outcome: str, code: str = "") -> None:
    """An answer with this outcome."""
    activity = registry.pack().activities[activity_id]
    subject = registry.kind_of(activity).subject(activity)
    attempt = actions.hand_in(person, subject, {"code": code}, "web")
    token = queue.claim(attempt.id)
    assert token is not None
    graded = Graded(outcome, float(outcome == "passed"))
    actions.settle(attempt.id, token, subject, graded)


def choose_gap(loop: Loop) -> None:
    """Write one gap, put it in order, and choose it."""
    gaps.write(loop, [gaps.Line("splits")], ranked=True)
    gaps.choose(loop, gaps.Chosen("splits", "ml-split", days=2))


def take(person: Person, loop: Loop, options: list[dict[str, Any]]) -> None:
    """Do what is offered first, as somebody would who always follows."""
    first = options[0]["activity"]
    if first == "report":
        project = registry.pack().activities[registry.pack().interests[INTEREST].project]
        actions.note(person, project.id, report=["said"] * len(project.spec.report))
    elif first == "name-gaps":
        choose_gap(loop)
    elif "close-gap" in [o["activity"] for o in options]:
        gaps.close(loop, "yes")
    else:
        finish(person, first)


def test_before_the_survey_there_is_no_offer(ada: Person) -> None:
    assert guide.next_step(ada) is None


def test_the_first_step_is_a_whole_experience_with_a_reason(ada: Person, loop: Loop) -> None:
    offer = guide.next_step(ada)
    assert offer is not None
    first = offer.options[0]
    assert first["activity"] == registry.pack().interests[INTEREST].first
    assert first["reason"]
    assert first["url"].startswith("/exercise/")
    assert len(offer.options) == 3


def test_the_offer_stands_until_something_changes(ada: Person, loop: Loop) -> None:
    first = guide.next_step(ada)
    assert first is not None
    assert guide.next_step(ada).options == first.options
    finish(ada, first.options[0]["activity"])
    after = guide.next_step(ada)
    assert after is not None
    assert after.options[0]["activity"] != first.options[0]["activity"]


def test_something_else_puts_the_first_choice_aside(ada: Person, loop: Loop) -> None:
    before = guide.next_step(ada)
    after = guide.something_else(ada)
    assert before is not None
    assert after is not None
    assert before.options[0]["activity"] != after.options[0]["activity"]


def test_the_learner_may_overrule_everything(ada: Person, loop: Loop) -> None:
    chosen = guide.choose(ada, registry.pack().interests[INTEREST].project)
    assert chosen is not None
    assert chosen.options[0]["kind"] == "project"
    assert guide.next_step(ada).options == chosen.options


def test_a_choice_that_does_not_exist_changes_nothing(ada: Person, loop: Loop) -> None:
    before = guide.next_step(ada)
    assert guide.choose(ada, "no-such-thing").options == before.options


def test_study_ends_when_the_tour_is_walked(ada: Person, loop: Loop) -> None:
    finish(ada, registry.pack().interests[INTEREST].tour)
    guide.standing(ada)
    loop.refresh_from_db()
    assert loop.step == "language"
    assert loop.left["study"][1] == "done"


def test_on_its_date_the_loop_moves_on_to_the_project(ada: Person, loop: Loop, later: Path) -> None:
    later.write_text(str(timedelta(days=20).total_seconds()))
    offer = guide.next_step(ada)
    loop.refresh_from_db()
    assert offer is not None
    assert loop.step == "project"
    assert {why for step, (_, why) in loop.left.items() if step != "survey"} == {"date"}
    assert offer.options[0]["kind"] == "project"
    assert "has come in your plan" in offer.options[0]["reason"]


def test_what_fades_is_offered_for_review(ada: Person, loop: Loop, later: Path) -> None:
    finish(ada, registry.pack().interests[INTEREST].first)
    later.write_text(str(timedelta(days=7).total_seconds()))
    offer = guide.next_step(ada)
    assert offer is not None
    assert "review" in [o["kind"] for o in offer.options]


def test_two_reviews_never_follow_each_other(ada: Person, loop: Loop, later: Path) -> None:
    finish(ada, registry.pack().interests[INTEREST].first)
    later.write_text(str(timedelta(days=7).total_seconds()))
    guide.next_step(ada)
    finish(ada, registry.pack().of_kind("question")[0].id)
    offer = guide.next_step(ada)
    assert offer is not None
    assert "review" not in [o["kind"] for o in offer.options]


def test_an_offer_of_what_left_the_pack_is_made_anew(ada: Person, loop: Loop) -> None:
    offer = guide.next_step(ada)
    assert offer is not None
    offer.options[0]["activity"] = "no-longer-here"
    offer.save()
    assert guide.next_step(ada).options[0]["activity"] != "no-longer-here"


def test_an_offer_that_an_older_version_kept_is_made_anew(ada: Person, loop: Loop) -> None:
    offer = guide.next_step(ada)
    assert offer is not None
    offer.basis = offer.basis.partition(" ")[2]
    offer.options = [{"activity": o["activity"], "reason": "…", "p": 0.0} for o in offer.options]
    offer.save()
    assert guide.next_step(ada).options[0]["reason"] != "…"


def test_the_whole_way_ends_and_never_sticks(ada: Person, loop: Loop) -> None:
    """Taking every first offer, the learner comes to the project, the gap and the end."""
    for _ in range(200):
        found = guide.standing(ada)
        if found.loop is None:
            break
        offer = guide.offer_for(found)
        assert offer is not None
        assert offer.options, f"nothing is offered in {found.loop.step}"
        take(ada, found.loop, offer.options)
    assert access.open_loop(ada) is None
    loop.refresh_from_db()
    assert {why for _, why in loop.left.values()} == {"done"}
    assert Evidence.objects.filter(outcome="passed").count() >= 10


def test_the_gap_goes_by_its_plan(ada: Person, loop: Loop) -> None:
    exercises = exercises_of("ml-split")
    actions.leave_steps(loop, [("project", "done")], "gap")
    plan = [
        [{"activity": exercises[0].id, "why": "new", "minutes": 8}],
        [{"activity": exercises[0].id, "why": "again", "minutes": 8}],
        [{"activity": registry.pack().interests[INTEREST].project, "why": "apply", "minutes": 30}],
    ]
    gaps.write(loop, [gaps.Line("splits")], ranked=True)
    gaps.choose(loop, gaps.Chosen("splits", "ml-split", days=3, plan=plan))
    finish(ada, registry.pack().interests[INTEREST].first)
    first = guide.next_step(ada).options[0]
    assert first["activity"] == exercises[0].id
    finish(ada, exercises[0].id)
    after = guide.next_step(ada).options
    assert after[0]["kind"] == "project"
    assert "own project" in after[0]["reason"]
    assert after[1]["activity"] == exercises[0].id


def test_no_loop_is_open_from_the_moment_in_which_the_gap_is_closed(
    ada: Person, loop: Loop
) -> None:
    actions.leave_steps(loop, [("project", "done")], "gap")
    choose_gap(loop)
    gaps.close(loop, "yes")
    assert guide.standing(ada).loop is None
    assert guide.next_step(ada) is None


def test_each_loop_makes_its_own_project(ada: Person, loop: Loop) -> None:
    project = registry.pack().interests[INTEREST].project
    finish(ada, project)
    assert project in guide.standing(ada).done
    again = actions.start_loop(
        ada, wish="once more", hours=4, interest=INTEREST, due=guide.dates(loop)
    )
    assert project not in guide.standing(ada).done
    finish(ada, project)
    assert project in guide.standing(ada).done
    assert again.number == 2


def test_what_is_done_opens_again_without_becoming_the_next_step(ada: Person, loop: Loop) -> None:
    first = registry.pack().interests[INTEREST].first
    finish(ada, first)
    before = guide.next_step(ada)
    assert guide.choose(ada, first).options == before.options


def test_a_loop_that_is_over_is_no_longer_open(ada: Person, loop: Loop) -> None:
    actions.leave_steps(loop, [(s, "done") for s in ("study", "language", "libraries")], "gap")
    choose_gap(loop)
    gaps.close(loop, "yes")
    assert guide.standing(ada).loop is None


def test_after_a_day_of_review_the_coach_offers_something_else(
    ada: Person, loop: Loop, later: Path
) -> None:
    finish(ada, registry.pack().interests[INTEREST].first)
    later.write_text(str(timedelta(days=7).total_seconds()))
    others = [q for q in registry.pack().of_kind("question") if q.main_skill == "eth-harms"]
    for n in range(12):
        hand_in(ada, others[0].id, "passed", f"{n}")
    finish(ada, registry.pack().interests[INTEREST].tour)
    offer = guide.next_step(ada)
    assert offer is not None
    assert "review" not in [o["kind"] for o in offer.options]


def test_dates_of_a_real_loop_fit_thirty_days(ada: Person) -> None:
    for hours in (1, 4, 20):
        due = guide.plan_loop(INTEREST, hours, clock.today())
        assert (due["gap"] - clock.today()).days <= 30


# ---- skip by showing, and what is kept of a draw ----------------------------------------------


def exercises_of(skill: str) -> list[Any]:
    found = [a for a in registry.pack().of_kind("exercise") if a.main_skill == skill]
    return sorted(found, key=lambda a: a.difficulty)


def test_who_can_do_it_already_shows_it_with_the_hardest_exercise(ada: Person, loop: Loop) -> None:
    skill = "ml-split"
    shown = guide.show(ada, skill)
    assert shown is not None
    assert shown.difficulty == exercises_of(skill)[-1].difficulty
    offer = guide.next_step(ada)
    assert offer is not None
    assert offer.options[0]["activity"] == shown.id
    assert "hardest exercise that is left" in offer.options[0]["reason"]
    finish(ada, shown.id)
    row = Evidence.objects.get()
    assert (row.activity, row.outcome) == (shown.id, "passed")
    assert guide.standing(ada).state.known(skill)


def test_what_is_done_is_shown_again_only_when_nothing_else_is_left(
    ada: Person, loop: Loop
) -> None:
    exercises = exercises_of("py-vars")
    for exercise in exercises:
        finish(ada, exercise.id)
    before = guide.next_step(ada)
    again = guide.show(ada, "py-vars")
    assert again is not None
    assert again.difficulty == exercises[-1].difficulty
    assert guide.next_step(ada).options == before.options


def test_a_skill_that_nothing_trains_cannot_be_shown(ada: Person, loop: Loop) -> None:
    assert guide.show(ada, "no-such-skill") is None


def test_the_offer_keeps_what_its_first_choice_was_drawn_from(ada: Person, loop: Loop) -> None:
    finish(ada, registry.pack().interests[INTEREST].first)
    finish(ada, registry.pack().interests[INTEREST].tour)
    offer = guide.next_step(ada)
    assert offer is not None
    drawn = offer.options[0]["drawn"]
    assert abs(sum(drawn.values()) - 1) < 1e-9
    assert drawn[offer.options[0]["activity"]] == offer.options[0]["p"]
    first = offer.options[0]["activity"]
    finish(ada, first)
    logged = Evidence.objects.filter(activity=first).get().offered
    assert {o["activity"]: o["p"] for o in logged if o["p"]} == drawn
    assert [o["activity"] for o in logged][:3] == [o["activity"] for o in offer.options]


def test_ones_own_choice_was_drawn_by_nobody(ada: Person, loop: Loop) -> None:
    drawn = guide.next_step(ada).options[0]["drawn"]
    chosen = guide.choose(ada, exercises_of("ml-split")[0].id)
    assert chosen is not None
    assert chosen.options[0]["p"] == 0
    assert chosen.options[0]["drawn"] == drawn


def test_a_reason_still_names_the_right_day_when_it_is_read_later(
    ada: Person, loop: Loop, later: Path
) -> None:
    finish(ada, registry.pack().interests[INTEREST].first)
    finish(ada, registry.pack().interests[INTEREST].tour)
    for exercise in exercises_of("py-vars"):
        finish(ada, exercise.id)
    fresh = guide.next_step(ada)
    assert fresh is not None
    building = [o for o in fresh.options if "which you showed today" in o["reason"]]
    assert building
    later.write_text(str(timedelta(days=1).total_seconds()))
    told = offers.spelled(registry.pack(), building[0])
    assert "which you showed yesterday" in told["reason"]


# ---- an offer and the day -----------------------------------------------------------------------


def first_of(person: Person) -> str:
    return str(guide.next_step(person).options[0]["activity"])


def test_what_rested_until_tomorrow_is_offered_tomorrow(
    ada: Person, loop: Loop, later: Path
) -> None:
    finish(ada, registry.pack().interests[INTEREST].first)
    finish(ada, registry.pack().interests[INTEREST].tour)
    for shown in ("py-run", "py-vars"):
        finish(ada, exercises_of(shown)[0].id)
    begun = registry.pack().activities[first_of(ada)].main_skill
    for n in range(TIRED):
        hand_in(ada, exercises_of(begun)[0].id, "wrong", f"# {n}")
    assert registry.pack().activities[first_of(ada)].main_skill != begun
    later.write_text(str(timedelta(days=1).total_seconds()))
    assert registry.pack().activities[first_of(ada)].main_skill == begun


def test_the_project_put_aside_comes_first_again_on_the_next_day(
    ada: Person, loop: Loop, later: Path
) -> None:
    project = registry.pack().interests[INTEREST].project
    for day in (20, 21, 22):
        later.write_text(str(timedelta(days=day).total_seconds()))
        assert first_of(ada) == project
        guide.something_else(ada)
        assert first_of(ada) != project


def test_a_review_put_aside_is_offered_again_on_the_next_day(
    ada: Person, loop: Loop, later: Path
) -> None:
    for step in ("study", "language", "libraries"):
        actions.move_date(loop, step, clock.today() + timedelta(days=100))
    finish(ada, registry.pack().interests[INTEREST].first)
    finish(ada, registry.pack().interests[INTEREST].tour)
    for day in (7, 8, 30):
        later.write_text(str(timedelta(days=day).total_seconds()))
        assert first_of(ada) == "review"
        guide.something_else(ada)
        assert first_of(ada) != "review"


def test_what_an_older_version_put_aside_holds_no_longer(ada: Person, loop: Loop) -> None:
    first = first_of(ada)
    guide.something_else(ada)
    Offer.objects.update(passed_over=[first, None, {"day": 1}], basis="")
    assert first_of(ada) == first


def test_a_review_says_how_long_what_is_due_takes(ada: Person, loop: Loop, later: Path) -> None:
    finish(ada, registry.pack().interests[INTEREST].first)
    later.write_text(str(timedelta(days=7).total_seconds()))
    found = guide.standing(ada)
    due = reviewing.today(ada, found.pack, found.state, found.done).items
    assert due
    offered = {o["activity"]: o["minutes"] for o in guide.next_step(ada).options}
    assert offered["review"] == ceil(sum(item.minutes for item in due))


# ---- once more, without help --------------------------------------------------------------------


def test_what_was_passed_with_help_can_still_light_up(ada: Person, loop: Loop, later: Path) -> None:
    for step in ("study", "language", "libraries"):
        actions.move_date(loop, step, clock.today() + timedelta(days=100))
    finish(ada, registry.pack().interests[INTEREST].first)
    finish(ada, registry.pack().interests[INTEREST].tour)
    skill = registry.pack().activities[first_of(ada)].main_skill
    for activity in registry.pack().activities.values():
        if activity.main_skill == skill and activity.kind in ("lesson", "exercise"):
            actions.show_solution(ada, activity.id)
            finish(ada, activity.id)
    assert not guide.standing(ada).state.known(skill)
    assert not any(option["afresh"] for option in guide.next_step(ada).options)
    later.write_text(str(timedelta(days=1).total_seconds()))
    first = guide.next_step(ada).options[0]
    assert registry.pack().activities[first["activity"]].main_skill == skill
    assert first["afresh"] == f"/review/{first['activity']}/"
    assert "without help, and it lights up" in first["reason"]
    reviews.begin(ada, first["activity"])
    finish(ada, first["activity"])
    assert guide.standing(ada).state.known(skill)


def test_a_placement_is_offered_while_little_is_known(ada: Person, loop: Loop) -> None:
    assert guide.may_place(guide.standing(ada))
    for skill in ("py-vars", "py-call", "ml-split", "pd-read", "ml-fit-predict", "py-lists"):
        for exercise in exercises_of(skill)[:1]:
            finish(ada, exercise.id)
    assert not guide.may_place(guide.standing(ada))


def test_what_is_expected_of_an_exercise_is_explained_by_what_was_answered(
    ada: Person, loop: Loop
) -> None:
    for code in ("x = 1", "x = 2"):
        hand_in(ada, "first-model", "wrong", code=code)
    found = guide.standing(ada)
    said = guide.expectations(found, "first-model")
    assert 1 <= len(said) <= 2
    assert all(s.endswith(("raises the chance.", "lowers the chance.")) for s in said)
    assert guide.expectations(found, "bike-rentals") == [], "a tour is walked, not passed"
    assert guide.expectations(found, "left-the-pack") == []
