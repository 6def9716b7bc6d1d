"""One next step, two others, and why."""

from dataclasses import replace
from random import Random

from ascent.coach.next_step import (
    CLOSE_GAP,
    NAME_GAPS,
    REVIEW,
    Candidate,
    Situation,
    offer,
)
from ascent.learner.folding import LearnerState, SkillState

KNOWN = SkillState(p=0.9, seen=1, known=True)
BEGUN = SkillState(p=0.4, seen=1)

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
BASE = Situation(
    step="language",
    candidates=CANDIDATES,
    state=LearnerState(),
    order=("vars", "call", "loops", "read", "fit"),
    level={"vars": 0, "call": 1, "loops": 1, "read": 2, "fit": 3},
    needed={"call": ["vars"], "loops": ["vars"], "read": ["call"], "fit": ["read"]},
    names={"vars": "Variables", "call": "Calls", "fit": "Fit a model"},
    goal="to predict rain",
)


def chosen(situation: Situation, seed: int = 0) -> list[str]:
    return [o.activity for o in offer(situation, Random(seed))]


def chance_of_first(situation: Situation) -> list[float]:
    return [o.p for o in offer(situation, Random(0))]


def knowing(*skills: str, **more: SkillState) -> LearnerState:
    return LearnerState({**dict.fromkeys(skills, KNOWN), **more})


def without(situation: Situation, *done: str) -> Situation:
    left = tuple(c for c in situation.candidates if c.id not in done)
    return replace(situation, candidates=left)


def test_the_first_whole_experience_comes_before_everything() -> None:
    assert chosen(replace(BASE, first="first-model", step="study"))[:2] == ["first-model", "bikes"]


def test_study_offers_the_tour_and_names_the_wish() -> None:
    first = offer(replace(BASE, step="study"), Random(0))[0]
    assert first.activity == "bikes"
    assert "to predict rain" in first.reason


def test_a_skill_is_read_about_before_it_is_trained() -> None:
    assert chosen(BASE)[0] == "names"
    assert chosen(without(BASE, "names"))[0] == "add-up"


def test_needed_prerequisites_gate() -> None:
    assert set(chosen(BASE)) == {"names"}
    ready = replace(BASE, state=knowing("vars"))
    assert set(chosen(ready)) == {"call-it", "repeat"}


def test_a_skill_that_nothing_can_teach_any_more_does_not_block_the_way() -> None:
    stuck = without(BASE, "names", "add-up")
    assert set(chosen(stuck)) == {"call-it", "repeat"}


def test_what_was_begun_comes_first() -> None:
    state = knowing("vars", loops=BEGUN)
    first = offer(replace(BASE, state=state), Random(0))[0]
    assert first.activity == "repeat"
    assert "begun" in first.reason


def test_equal_choices_are_drawn_fairly_and_say_their_chance() -> None:
    ready = replace(BASE, state=knowing("vars"))
    firsts = [offer(ready, Random(seed))[0] for seed in range(200)]
    assert chance_of_first(ready) == [0.5, 0.0]
    share = sum(o.activity == "call-it" for o in firsts) / len(firsts)
    assert 0.35 < share < 0.65


def test_due_review_comes_first_but_never_twice_in_a_row() -> None:
    due = replace(BASE, state=knowing("vars"), due=("vars",))
    assert chosen(due)[0] == REVIEW
    assert REVIEW not in chosen(replace(due, last_was_review=True))


def test_on_its_date_the_project_comes_whatever_the_map_says() -> None:
    situation = replace(
        BASE, step="project", date_has_come=True, due=("vars",), first="first-model"
    )
    first = offer(situation, Random(0))[0]
    assert first.activity == "rain"
    assert "date" in first.reason


def test_the_reason_names_the_line_that_an_exercise_opens() -> None:
    first = offer(without(BASE, "names"), Random(0))[0]
    assert "`x = 1`" in first.reason
    assert "Variables" in first.reason


def test_something_else_goes_round_and_never_sticks() -> None:
    situation = replace(BASE, state=knowing("vars"))
    firsts = []
    for _ in range(6):
        first = chosen(situation)[0]
        firsts.append(first)
        aside = (*(a for a in situation.passed_over if a != first), first)
        situation = replace(situation, passed_over=aside)
    assert set(firsts[:2]) == {"call-it", "repeat"}
    assert firsts[:2] == firsts[2:4] == firsts[4:]
    assert chance_of_first(situation)[0] == 1.0


def test_what_was_put_aside_comes_after_all_else() -> None:
    ready = replace(BASE, state=knowing("vars"), passed_over=("call-it",))
    assert chosen(ready) == ["repeat", "call-it"]
    assert chance_of_first(ready) == [1.0, 0.0]


def test_the_chosen_gap_is_trained_from_what_it_stands_on() -> None:
    gap = replace(BASE, step="gap", gap_skill="fit", state=knowing("vars", "call"))
    assert chosen(gap) == ["load", CLOSE_GAP]
    assert chosen(replace(gap, state=knowing("vars", "call", "read")))[0] == "first-model"


def test_the_gap_is_named_before_it_is_trained() -> None:
    assert chosen(replace(BASE, step="gap")) == [NAME_GAPS]


def test_a_gap_in_what_is_known_is_trained_once_more() -> None:
    done = tuple(replace(c, done=True) for c in CANDIDATES)
    gap = replace(BASE, step="gap", gap_skill="vars", candidates=done, state=knowing(*BASE.order))
    assert chosen(gap) == ["names", "add-up", CLOSE_GAP]


def test_who_has_done_everything_gets_no_offer() -> None:
    assert offer(replace(BASE, candidates=()), Random(0)) == []
