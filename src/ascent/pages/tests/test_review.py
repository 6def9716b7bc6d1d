"""Review as a learner meets it: ten minutes, mixed, forgiving."""

import re
from collections.abc import Callable

from django.test import Client

from ascent.accounts.models import Person
from ascent.curriculum.activity import Activity
from ascent.kinds import registry, reviewing
from ascent.learner import access, actions, files, queue, state
from ascent.learner.actions import Graded
from ascent.learner.models import Evidence, Visit

Later = Callable[[float], None]


def answer(person: Person, activity: Activity, outcome: str = "passed") -> None:
    subject = registry.kind_of(activity).subject(activity)
    attempt = actions.hand_in(person, subject, {"code": outcome}, "web")
    token = queue.claim(attempt.id)
    assert token is not None
    graded = Graded(outcome, 1.0, {"outcome": outcome, "checks": []})
    assert actions.settle(attempt.id, token, subject, graded)


def one_of_each_skill(number: int) -> list[Activity]:
    """Questions on as many different skills."""
    found: dict[str, Activity] = {}
    for question in registry.pack().of_kind("question"):
        found.setdefault(question.main_skill, question)
    return list(found.values())[:number]


def shown(person: Person, activities: list[Activity]) -> None:
    """Their skills were shown, each in two other questions, so that they are lit."""
    for n, activity in enumerate(activities * 2):
        Evidence.objects.create(
            learner=person,
            activity=f"once-{n}",
            kind="question",
            content_hash="x",
            skills=activity.skills,
            outcome="passed",
            points=1.0,
            guess=0.05,
            slip=0.1,
        )
    state.rebuild(person)


def short_task() -> Activity:
    tasks = registry.pack().of_kind("exercise")
    return next(e for e in tasks if reviewing.takes(e) <= 5)


def html(client: Client, address: str = "/review/") -> str:
    return re.sub(r"\s+", " ", client.get(address).content.decode())


def today(person: Person) -> reviewing.Today:
    return reviewing.today(person, registry.pack(), state.of(person), access.done(person))


def test_what_fades_is_asked_for_until_ten_minutes_are_over(
    browser: Client, ada: Person, later: Later
) -> None:
    shown(ada, one_of_each_skill(30))
    assert "Nothing is about to fade" in html(browser)
    later(60)
    assert len(today(ada).items) == 10
    for left in range(10, 0, -1):
        assert len(today(ada).items) == left
        answer(ada, registry.pack().activities[today(ada).items[0].id])
    assert "Enough for today" in html(browser)
    assert reviewing.due(registry.pack(), state.of(ada))
    later(61)
    assert len(today(ada).items) == 10


def test_an_absence_is_said_once_and_owes_nothing(
    browser: Client, ada: Person, later: Later
) -> None:
    shown(ada, one_of_each_skill(12))
    later(40)
    said = "You were away for 39 days. 12 skills faded a little; today asks for 10 of them"
    assert said in html(browser)
    answer(ada, registry.pack().activities[today(ada).items[0].id])
    assert "You were away" not in html(browser)


def test_a_wrong_answer_in_a_review_takes_no_light_away(ada: Person, later: Later) -> None:
    questions = one_of_each_skill(5)
    shown(ada, questions)
    lit = state.of(ada).known_skills()
    later(30)
    for question in questions:
        answer(ada, question, "wrong")
    assert state.of(ada).known_skills() == lit


def test_a_question_is_not_asked_again_on_the_day_of_its_answer(ada: Person, later: Later) -> None:
    questions = one_of_each_skill(6)
    shown(ada, questions)
    later(30)
    answered = set()
    while items := today(ada).items:
        assert items[0].id not in answered
        answered.add(items[0].id)
        answer(ada, registry.pack().activities[items[0].id], "wrong")
    assert answered


def test_code_that_was_written_before_is_mixed_in(
    browser: Client, ada: Person, later: Later
) -> None:
    task = short_task()
    shown(ada, [q for q in one_of_each_skill(9) if q.main_skill != task.main_skill])
    answer(ada, task)
    later(40)
    for _ in range(2):
        answer(ada, registry.pack().activities[today(ada).items[0].id])
    assert today(ada).items[0].id == task.id
    assert f'action="/review/{task.id}/"' in html(browser)
    assert f"?not={task.id}" in html(browser)
    assert f"/review/{task.id}/" not in html(browser, f"/review/?not={task.id}")


def test_a_task_comes_again_from_its_start_and_takes_its_minutes(
    browser: Client, ada: Person, later: Later
) -> None:
    task = short_task()
    files.save(task, "solved = True\n", files.read(task).sha)
    actions.take_hint(ada, task.id, rungs=3)
    answer(ada, task)
    later(40)
    assert browser.post(f"/review/{task.id}/")["Location"] == f"/exercise/{task.id}/"
    assert files.read(task).text == task.text("starter.py")
    visit = Visit.objects.get(activity=task.id)
    assert (visit.hints, visit.solution_seen, visit.done is not None) == (0, False, True)
    assert "On with the review" not in html(browser, f"/exercise/{task.id}/")
    before = state.of(ada).skill(task.main_skill).stability or 0.0
    answer(ada, task)
    assert "On with the review" in html(browser, f"/exercise/{task.id}/")
    assert today(ada).minutes == reviewing.takes(task)
    assert (state.of(ada).skill(task.main_skill).stability or 0.0) > before
    assert Evidence.objects.order_by("-at")[0].hints == 0


def test_a_task_that_goes_on_keeps_what_was_written(
    browser: Client, ada: Person, later: Later
) -> None:
    task = short_task()
    answer(ada, task)
    later(1)
    browser.post(f"/review/{task.id}/")
    assert files.read(task).text == task.text("starter.py")
    files.save(task, "half = 1\n", files.read(task).sha)
    browser.post(f"/review/{task.id}/")
    assert files.read(task).text == "half = 1\n"


def test_a_solution_that_was_copied_does_not_light_a_skill_by_opening_the_task_again(
    browser: Client, ada: Person, later: Later
) -> None:
    task = short_task()
    actions.show_solution(ada, task.id)
    answer(ada, task)
    files.save(task, "mine = 1\n", files.read(task).sha)
    for _ in range(3):
        assert browser.post(f"/review/{task.id}/")["Location"] == f"/exercise/{task.id}/"
        answer(ada, task)
    assert files.read(task).text == "mine = 1\n"
    assert Evidence.objects.get().solution_seen
    assert not state.of(ada).known(task.main_skill)
    later(1)
    browser.post(f"/review/{task.id}/")
    answer(ada, task)
    assert not Evidence.objects.order_by("-id")[0].solution_seen


def test_what_was_never_done_is_not_reopened(browser: Client, ada: Person) -> None:
    task = short_task()
    assert browser.post(f"/review/{task.id}/")["Location"] == "/review/"
    assert browser.post("/review/no-such-task/").status_code == 404


def test_who_wants_to_remember_more_is_asked_sooner(
    browser: Client, ada: Person, later: Later
) -> None:
    shown(ada, one_of_each_skill(4))
    days_until_due = []
    for wish in ("0.8", "0.85"):
        browser.post("/settings/", {"theme": "auto", "retention": wish})
        ada.refresh_from_db()
        day = 0
        while not reviewing.due(registry.pack(), state.of(ada)):
            day += 1
            later(day)
        days_until_due.append(day)
        assert f'value="{wish}" selected' in html(browser, "/settings/")
        later(0)
    assert days_until_due[1] < days_until_due[0]


def test_a_wish_that_makes_no_sense_counts_as_ours(ada: Person) -> None:
    for odd in (0.2, 7, "high", None, True):
        actions.set_preferences(ada, retention=odd)
        assert state.of(ada).wish == 0.82
