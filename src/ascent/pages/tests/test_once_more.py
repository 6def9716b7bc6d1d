"""What was passed with help, on Today after a night: it begins from its start, without help."""

from datetime import timedelta
from pathlib import Path

import pytest
from django.test import Client

from ascent import clock
from ascent.accounts.models import Person
from ascent.kinds import guide, registry
from ascent.learner import actions, files, queue
from ascent.learner.actions import Graded
from ascent.learner.models import Loop, Visit

SKILL = "py-run"  # it needs nothing


def passed_with_help(person: Person) -> None:
    """Read and pass all that trains the skill, after a look at each solution."""
    for activity in registry.pack().activities.values():
        if activity.main_skill != SKILL:
            continue
        subject = registry.kind_of(activity).subject(activity)
        if activity.kind == "lesson":
            actions.read(person, subject)
        elif activity.kind == "exercise":
            actions.show_solution(person, activity.id)
            attempt = actions.hand_in(person, subject, {"code": "x"}, "web")
            token = queue.claim(attempt.id)
            assert token is not None
            actions.settle(attempt.id, token, subject, Graded("passed", 1.0))


def test_today_opens_it_by_a_form_so_that_help_starts_clean(
    on_the_way: Client, ada: Person, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    loop = Loop.objects.get()
    for step in ("study", "language", "libraries"):
        actions.move_date(loop, step, clock.today() + timedelta(days=100))
    actions.leave_steps(loop, [("study", "done")], "language")
    passed_with_help(ada)
    (tmp_path / "clock").write_text(str(timedelta(days=1).total_seconds()))
    monkeypatch.setenv("ASCENT_CLOCK", str(tmp_path / "clock"))
    again = next(o for o in guide.next_step(ada).options if o["afresh"])
    page = on_the_way.get("/today/").content.decode()
    assert f'<form method="post" action="{again["afresh"]}">' in page
    assert f'href="/exercise/{again["activity"]}/"' not in page
    assert Visit.objects.get(activity=again["activity"]).solution_seen
    answer = on_the_way.post(again["afresh"])
    assert answer.headers["Location"] == f"/exercise/{again['activity']}/"
    assert not Visit.objects.get(activity=again["activity"]).solution_seen


def test_where_the_file_cannot_be_put_aside_nothing_begins(
    on_the_way: Client, ada: Person, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Else the help of then would be forgotten beside the answer of then."""

    def full(*_: object) -> None:
        raise files.CannotSave("No space left on device.")

    passed_with_help(ada)
    (tmp_path / "clock").write_text(str(timedelta(days=1).total_seconds()))
    monkeypatch.setenv("ASCENT_CLOCK", str(tmp_path / "clock"))
    done = Visit.objects.filter(solution_seen=True).first()
    assert done is not None
    with monkeypatch.context() as patch:
        patch.setattr(files, "reset", full)
        assert on_the_way.post(f"/review/{done.activity}/").status_code == 507
    done.refresh_from_db()
    assert done.solution_seen
    assert on_the_way.post(f"/review/{done.activity}/").status_code == 302
    done.refresh_from_db()
    assert not done.solution_seen
