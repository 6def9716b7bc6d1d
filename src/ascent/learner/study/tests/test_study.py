"""The study kit, pure: forms, tasks, what comes when, and what leaves the machine."""

import json
import re
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from ascent.learner.study import export as study_export
from ascent.learner.study import plan as study
from ascent.learner.study.plan import Answer, Question, Record, Task, Transfer

JOINED = datetime(2026, 11, 1, 22, 30, tzinfo=UTC)
GOALS = [f"skill-{n}" for n in range(9)]
POOL = [Question(f"q-{s}-{n}", s, 0.1 + 0.2 * n) for s in GOALS for n in range(3)]
TASKS = [Task(f"task-{n}", "skill-0" if n % 2 else "side", 0.1 * n, 10) for n in range(8)]


def record(**changed: object) -> Record:
    a, b = study.forms(GOALS, POOL, 1)
    given = {
        "consent": "2026-11",
        "study": "open",
        "participant": "abcdefgh",
        "joined": JOINED,
        "interest": "tables",
        "engine": "1",
        "pack": "ascent 1",
        "evidence_before": 3,
        "known_before": 2,
        "pre_test": {"form": "a", "questions": a},
        "post_test": {"form": "b", "questions": b},
    }
    return Record.model_validate({**given, **changed})


def finished(test: study.Test, days: int) -> study.Test:
    while (name := test.next_question) is not None:
        answer = Answer(question=name, skill="s", right=None, met=False, seconds=61)
        test = study.answered(test, answer, JOINED + timedelta(days=days))
    return test


# ---- forms


@given(st.integers(0, 2**63))
def test_both_forms_ask_about_the_same_skills_with_other_questions(seed: int) -> None:
    a, b = study.forms(GOALS, POOL, seed)
    about = {q.id: q.skill for q in POOL}
    assert [about[q] for q in a] == [about[q] for q in b]
    assert len({about[q] for q in a}) == len(GOALS)
    assert not set(a) & set(b)


@given(st.integers(0, 2**63))
def test_neither_form_is_the_harder_one(seed: int) -> None:
    difficulty = {q.id: q.difficulty for q in POOL}
    a, b = (sum(difficulty[q] for q in form) for form in study.forms(GOALS, POOL, seed))
    assert abs(a - b) <= 0.2 + 1e-9  # the difference of one pair at most


def test_everybody_in_a_study_gets_the_same_and_another_study_something_else() -> None:
    here = study.seed("spring", "tables", "ascent 1")
    assert study.forms(GOALS, POOL[::-1], here) == study.forms(GOALS, POOL, here)
    there = study.seed("autumn", "tables", "ascent 1")
    assert study.forms(GOALS, POOL, there) != study.forms(GOALS, POOL, here)


def test_a_pack_with_few_questions_cannot_carry_a_study() -> None:
    with pytest.raises(study.TooSmall, match="Only 3 skills"):
        study.forms(GOALS[:3], POOL, 1)


# ---- the task


def test_the_task_is_hard_enough_unseen_and_about_a_goal_if_it_can_be() -> None:
    first = study.choose_task(["skill-0"], TASKS, frozenset(), 7)
    assert first is not None
    assert first.skill == "skill-0"
    assert first.difficulty >= study.LEAST_DIFFICULTY
    seen: set[str] = set()
    order = []
    while (task := study.choose_task(["skill-0"], TASKS, frozenset(seen), 7)) is not None:
        order.append(task)
        seen.add(task.id)
    assert {t.id for t in order} == {t.id for t in TASKS if t.difficulty >= study.LEAST_DIFFICULTY}
    assert all(
        not (one.skill != "skill-0" and two.skill == "skill-0") for one, two in pairwise(order)
    )


def test_help_and_time_are_told_of_the_hand_in() -> None:
    done = Transfer(task="t", skill="s", began=JOINED, minutes=20)
    assert not done.in_time
    late = done.model_copy(update={"handed_in": JOINED + timedelta(minutes=21)})
    assert (late.in_time, late.unaided) == (False, True)
    helped = late.model_copy(update={"hints": 1})
    assert not helped.unaided


# ---- what comes when


def test_the_steps_follow_one_another() -> None:
    today, ended = date(2026, 12, 1), date(2026, 11, 20)
    now = record()
    assert study.standing(now, ended, today).step == "pre-test"
    now = now.model_copy(update={"pre_test": finished(now.pre_test, 0)})
    assert study.standing(now, None, today).step == "loop"
    due = ended + timedelta(days=30)
    assert study.standing(now, ended, today) == ("wait", due)
    assert study.standing(now, ended, due).step == "transfer"
    begun = Transfer(task="t", skill="s", began=JOINED, minutes=20)
    now = now.model_copy(update={"transfer": begun})
    assert study.standing(now, ended, due).step == "transfer"
    over = begun.model_copy(update={"handed_in": JOINED})
    now = now.model_copy(update={"transfer": over})
    assert study.standing(now, ended, due).step == "post-test"
    now = now.model_copy(update={"post_test": finished(now.post_test, 60)})
    assert study.standing(now, ended, due).step == "done"


def test_without_a_task_the_second_test_follows() -> None:
    now = record(no_task=True)
    now = now.model_copy(update={"pre_test": finished(now.pre_test, 0)})
    assert study.standing(now, date(2026, 11, 2), date(2026, 12, 30)).step == "post-test"


def test_codes_are_random_and_the_first_form_is_drawn_by_lot() -> None:
    codes = [study.new_code() for _ in range(400)]
    assert len(set(codes)) == 400
    first = [study.first_form(code) for code in codes]
    assert 120 < first.count("a") < 280  # 200 expected; outside lies less than one in 10^14


# ---- what leaves the machine


def exported(**changed: object) -> str:
    loop = study_export.Loop(
        began=date(2026, 11, 2), project_ended=date(2026, 11, 20), how="done", minutes=433.3
    )
    local = lambda when: when.date()  # noqa: E731
    return json.dumps(study_export.document(record(**changed), loop, local))


def test_days_are_counted_and_no_moment_is_told() -> None:
    text = exported()
    told = json.loads(text)
    assert told["loop"]["began_day"] == 1
    assert told["loop"]["project_ended_day"] == 19
    assert told["loop"]["minutes"] == 430
    assert "2026-11-0" not in text
    assert "22:30" not in text


def test_every_field_of_the_export_is_in_the_codebook() -> None:
    begun = {"task": "t", "skill": "s", "began": JOINED, "minutes": 20}
    told = json.loads(exported(transfer=begun))
    answer = {"question": "q", "skill": "s", "right": True, "met": False, "seconds": 9}
    told["pre_test"] = json.loads(
        exported(pre_test={"form": "a", "questions": ["q"], "answers": [answer]})
    )["pre_test"]
    fields = re.findall(r"^\| `([^`]*)`", study_export.codebook(), re.M)
    known = set(re.findall(r"\w+", " ".join(fields).replace("*", "")))

    def names(value: object) -> set[str]:
        if isinstance(value, dict):
            return set(value) | set().union(*(names(v) for v in value.values()))
        return set().union(*(names(v) for v in value)) if isinstance(value, list) else set()

    assert names(told) - known == set()


def test_an_export_says_that_nothing_is_shown_yet() -> None:
    assert "not yet shown on people" in study_export.codebook()


# ---- what is kept


@pytest.mark.parametrize(
    "wrong",
    [
        {"name": "Ada"},
        {"participant": "Ada Lovelace"},
        {"study": "../../etc"},
        {"format": 2},
        {"evidence_before": -1},
        {"interest": "x" * 101},
    ],
)
def test_a_record_holds_nothing_else(wrong: dict[str, object]) -> None:
    with pytest.raises(ValidationError):
        record(**wrong)
