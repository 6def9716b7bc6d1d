"""A plan keeps its promises, whatever it is made of."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ascent.coach.gap_plan import APPLY, Item, Plan, Task, plan

KINDS = ("lesson", "exercise", "question")


def task(name: str, skill: str = "split", kind: str = "exercise", **more: object) -> Task:
    return Task(name, kind, skill, **{"minutes": 10, **more})


@st.composite
def many(draw: st.DrawFn) -> list[Task]:
    facts = st.tuples(
        st.sampled_from(KINDS),
        st.sampled_from(["split", "frames", "other"]),
        st.integers(1, 90),
        st.floats(0, 1),
        st.booleans(),
    )
    rows = enumerate(draw(st.lists(facts, max_size=20)))
    return [Task(f"t{n}", kind, skill, m, d, done) for n, (kind, skill, m, d, done) in rows]


def items(found: Plan) -> list[Item]:
    return [item for day in found.days for item in day]


def names(found: Plan) -> list[str]:
    return [f"{item.activity} {item.why}" for item in items(found)]


def test_new_work_comes_before_old_and_the_project_last() -> None:
    tasks = [
        task("old", done=True),
        task("hard", difficulty=0.9),
        task("lesson", kind="lesson"),
        task("asked", kind="question", minutes=2),
        task("light", difficulty=0.1),
    ]
    found = plan("split", [], tasks, "mine", days=5, hours_a_week=7)
    assert names(found) == [
        "lesson new",
        "light new",
        "hard new",
        "old again",
        "light again",
        "hard again",
        "asked ask",
        "mine apply",
    ]


def test_what_the_skill_needs_comes_first() -> None:
    tasks = [task("own"), task("lower", "frames"), task("known", "frames", done=True)]
    found = plan("split", ["frames"], tasks, "mine", days=1, hours_a_week=21)
    assert names(found) == ["lower below", "own new", "mine apply"]


def test_with_few_hours_repetition_is_left_out_first_and_the_project_never() -> None:
    tasks = [task("one"), task("two", difficulty=0.9), task("old", done=True)]
    found = plan("split", [], tasks, "mine", days=2, hours_a_week=7 * 50 / 60 / 2)
    assert names(found) == ["one new", "two new", "mine apply"]
    assert [item.why for item in found.left_out] == ["again", "again", "again"]
    assert found.over == 0


def test_one_task_and_the_project_stay_even_when_the_hours_do_not_hold_them() -> None:
    found = plan("split", [], [task("one"), task("two")], "mine", days=1, hours_a_week=0.7)
    assert names(found) == ["one new", "mine apply"]
    assert found.over == 10 + APPLY - 6


@pytest.mark.parametrize("days", [0, 8])
def test_a_gap_takes_one_to_seven_days(days: int) -> None:
    with pytest.raises(ValueError, match="1 to 7"):
        plan("split", [], [], "mine", days=days, hours_a_week=4)


@given(many(), st.integers(1, 7), st.floats(0.5, 40))
def test_every_plan_holds(tasks: list[Task], days: int, hours: float) -> None:
    found = plan("split", ["frames"], tasks, "mine", days, hours)
    assert len(found.days) == days
    assert found.days[-1][-1] == Item("mine", "apply", APPLY)
    doing = items(found)
    total = sum(item.minutes for item in doing)
    assert total <= hours * 60 * days / 7 or len(doing) <= 2 or found.over
    by_id = {t.activity: t for t in tasks}
    placed: dict[str, int] = {}
    for number, day in enumerate(found.days):
        for item in day[: -1 if number == days - 1 else None]:
            known = by_id[item.activity]
            assert known.skill == ("frames" if item.why == "below" else "split")
            if item.why in ("below", "new"):
                assert not known.done
            if item.why == "again":
                assert known.done or placed[item.activity] < number
            placed.setdefault(item.activity, number)
