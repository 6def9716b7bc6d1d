"""The gap on its pages: the order is kept, the rest is deleted, and nobody sees another's."""

import json
import re
from typing import Any

import pytest
from django.apps import apps
from django.core import serializers
from django.test import Client

from ascent.accounts.models import Person
from ascent.kinds import gap_days, guide, registry
from ascent.kinds import gaps as at_work
from ascent.learner import actions, gaps, names, queue
from ascent.learner.actions import Graded
from ascent.learner.models import Attempt, Evidence, FeltGap, Loop

LATE = "I never knew which rows to test on"
PLOTS = "My plots say nothing"
PROJECT = "rain-tomorrow"
SHOWN = "What the evidence says"


@pytest.fixture
def at_the_gap(on_the_way: Client) -> Client:
    """A browser whose loop has come to the gap."""
    left = [(s, "done") for s in ("study", "language", "libraries", "project")]
    actions.leave_steps(Loop.objects.get(), left, "gap")
    return on_the_way


def page(browser: Client) -> str:
    return browser.get("/loop/").content.decode()


def write(browser: Client, *texts: str, then: str = "keep") -> Any:
    """Send the form with these new lines, in their order."""
    lines = {"id": [""] * len(texts), "text": list(texts), "place": [""] * len(texts)}
    return browser.post("/loop/gaps/", {**lines, "then": then})


def resend(browser: Client, **changes: str) -> None:
    """Send the kept lines once more, with other numbers for some texts."""
    rows = gaps.felt(Loop.objects.get())
    lines = {
        "id": [str(r.id) for r in rows],
        "text": [r.text for r in rows],
        "place": [changes.get(r.text, str(r.rank or "")) for r in rows],
    }
    browser.post("/loop/gaps/", lines)


def choose(browser: Client, text: str = LATE, skill: str = "ml-split", days: str = "3") -> Any:
    row = FeltGap.objects.get(text=text)
    return browser.post(
        "/loop/gap/", {"gap": f"felt:{row.id}", f"skill-{row.id}": skill, "days": days}
    )


def felt(browser: Client) -> list[str]:
    return [row.text for row in gaps.felt(Loop.objects.get())]


def everything_kept() -> str:
    """Every row of every table, as text."""
    rows = [row for model in apps.get_models() for row in model._default_manager.all()]
    return str(serializers.serialize("json", rows))


def plan(browser: Client) -> str:
    """The part of the loop's page with the days of the plan."""
    return page(browser).partition("Day by day")[2].partition("</section>")[0]


def hand_in(person: Person, code: str, **verdict: Any) -> Attempt:
    """A settled attempt at the project, as its grader leaves it."""
    project = registry.pack().activities[PROJECT]
    subject = registry.kind_of(project).subject(project)
    attempt = actions.hand_in(person, subject, {"code": code}, "web")
    token = queue.claim(attempt.id)
    assert token is not None
    checks = [{"name": "loads_the_days", "outcome": "passed", "sentence": "It loads."}]
    outcome = verdict.pop("outcome", "passed")
    actions.settle(attempt.id, token, subject, Graded(outcome, 1.0, {"checks": checks, **verdict}))
    return attempt


# ---- noting -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "address",
    [
        "/exercise/first-model/",
        "/project/rain-tomorrow/",
        "/tour/bike-rentals/?stop=2",
        "/question/q-split-why/",
        "/lesson/",
    ],
)
def test_every_activity_has_the_control_while_a_loop_is_open(
    on_the_way: Client, address: str
) -> None:
    pack = registry.pack()
    if address == "/lesson/":
        address = registry.url(next(iter(pack.of_kind("lesson"))))
    if "question" in address:
        address = registry.url(next(iter(pack.of_kind("question"))))
    assert "Something holds you up? Note it." in on_the_way.get(address).content.decode()
    actions.leave_steps(Loop.objects.get(), [], None)
    assert "Something holds you up" not in on_the_way.get(address).content.decode()


def test_a_note_is_listed_with_its_place_and_can_be_removed(on_the_way: Client) -> None:
    answer = on_the_way.post("/note/set-bottles-aside/", {"text": f"  {LATE}\n"})
    assert answer.status_code == 200
    row = FeltGap.objects.get()
    assert (row.text, row.activity, row.skill) == (LATE, "set-bottles-aside", "ml-split")
    assert LATE in page(on_the_way)
    assert "/exercise/set-bottles-aside/" in page(on_the_way)
    on_the_way.post(f"/loop/gaps/{row.id}/remove/")
    on_the_way.post(f"/loop/gaps/{row.id}/remove/")
    assert not FeltGap.objects.exists()
    assert LATE not in page(on_the_way)


def test_by_htmx_only_the_control_comes_back(on_the_way: Client) -> None:
    html = on_the_way.post(
        "/note/first-model/", {"text": LATE}, headers={"HX-Request": "true"}
    ).content.decode()
    assert html.strip().startswith("<details")
    assert LATE in html


@pytest.mark.parametrize(
    ("text", "said"),
    [("", "Write one line"), (" \n\t ", "Write one line"), ("x" * 301, "300 are kept")],
)
def test_a_note_that_cannot_be_kept_says_why_and_stays_in_the_field(
    on_the_way: Client, text: str, said: str
) -> None:
    answer = on_the_way.post("/note/first-model/", {"text": text})
    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert text.strip() in answer.content.decode()
    assert not FeltGap.objects.exists()


def test_hostile_text_is_text(on_the_way: Client) -> None:
    hostile = "<script>alert(1)</script>\0 & {{ x }}"
    on_the_way.post("/note/first-model/", {"text": hostile})
    html = page(on_the_way)
    assert "<script>alert" not in html
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in html


@pytest.mark.parametrize("back", ["https://example.org/", "//example.org", "javascript:alert(1)"])
def test_the_way_back_stays_here(on_the_way: Client, back: str) -> None:
    html = on_the_way.post("/note/first-model/", {"text": LATE, "back": back}).content.decode()
    assert 'href="/exercise/first-model/"' in html
    assert "example.org" not in html


def test_the_same_note_sent_twice_is_one(on_the_way: Client) -> None:
    for _ in range(2):
        on_the_way.post("/note/first-model/", {"text": LATE})
    assert FeltGap.objects.count() == 1


def test_so_many_notes_and_no_more(on_the_way: Client) -> None:
    for number in range(gaps.MOST_NOTES):
        on_the_way.post("/note/first-model/", {"text": f"note {number}"})
    answer = on_the_way.post("/note/first-model/", {"text": LATE})
    assert answer.status_code == 422
    assert "30 lines are noted" in answer.content.decode()
    assert FeltGap.objects.count() == gaps.MOST_NOTES


def test_without_a_loop_there_is_nothing_to_note_in(browser: Client) -> None:
    answer = browser.post("/note/first-model/", {"text": LATE})
    assert answer.status_code == 422
    assert "Begin one" in answer.content.decode()


def test_nobody_reads_or_removes_what_somebody_else_felt(on_the_way: Client, alan: Person) -> None:
    due = guide.plan_loop("predict-from-tables", 4, Loop.objects.get().started)
    theirs = actions.start_loop(
        alan, wish="to win", hours=4, interest="predict-from-tables", due=due
    )
    row = gaps.note(theirs, "Alan's secret")
    on_the_way.post(f"/loop/gaps/{row.id}/remove/")
    on_the_way.post("/loop/gaps/", {"id": [str(row.id)], "text": ["Ada was here"], "place": ["1"]})
    assert "secret" not in page(on_the_way)
    actions.leave_steps(Loop.objects.get(learner__username="alan"), [], "gap")
    row.refresh_from_db()
    assert row.text == "Alan's secret"
    answer = on_the_way.post("/loop/gap/", {"gap": f"felt:{row.id}", "days": "2"})
    assert answer.status_code == 422


# ---- writing and ranking ------------------------------------------------------------------


def test_notes_of_the_loop_are_collected_and_can_be_changed(at_the_gap: Client) -> None:
    at_the_gap.post("/note/first-model/", {"text": "rows"})
    assert 'value="rows"' in page(at_the_gap)
    row = FeltGap.objects.get()
    lines = {"id": [str(row.id), ""], "text": [LATE, PLOTS], "place": ["2", "1"]}
    at_the_gap.post("/loop/gaps/", lines)
    assert felt(at_the_gap) == [PLOTS, LATE]
    assert FeltGap.objects.get(id=row.id).activity == "first-model"


def test_numbers_put_lines_in_order_and_the_changed_one_wins(at_the_gap: Client) -> None:
    write(at_the_gap, "a", "b", "c")
    resend(at_the_gap, c="1")
    assert felt(at_the_gap) == ["c", "a", "b"]
    resend(at_the_gap, a="nonsense", c="1e999")
    assert felt(at_the_gap) == ["b", "c", "a"]


def test_an_emptied_line_is_removed_and_a_form_sent_twice_adds_nothing(at_the_gap: Client) -> None:
    write(at_the_gap, LATE, PLOTS)
    write(at_the_gap, LATE, PLOTS)
    assert felt(at_the_gap) == [LATE, PLOTS]
    row = FeltGap.objects.get(text=LATE)
    at_the_gap.post("/loop/gaps/", {"id": [str(row.id)], "text": [" "], "place": ["1"]})
    assert felt(at_the_gap) == [PLOTS]


def test_a_line_that_is_too_long_is_refused_and_still_there(at_the_gap: Client) -> None:
    answer = write(at_the_gap, "x" * 301, PLOTS)
    assert answer.status_code == 422
    assert "x" * 301 in answer.content.decode()
    assert not FeltGap.objects.exists()


def test_the_evidence_is_silent_until_the_learner_has_ranked(at_the_gap: Client) -> None:
    write(at_the_gap, LATE, PLOTS)
    assert SHOWN not in page(at_the_gap)
    answer = choose(at_the_gap)
    assert answer.status_code == 422
    assert "Write the gaps that you felt first" in answer.content.decode()
    assert SHOWN not in answer.content.decode()
    assert at_work.ranking(guide.standing(Loop.objects.get().learner)) == ()
    write(at_the_gap, then="ranked")
    html = page(at_the_gap)
    assert SHOWN in html
    assert html.index(LATE) < html.index(SHOWN)
    assert re.search(r'href="/skill/[\w-]+/#evidence"', html)
    assert at_work.ranking(guide.standing(Loop.objects.get().learner))


def test_before_the_gap_nothing_is_ranked_or_chosen(on_the_way: Client) -> None:
    on_the_way.post("/note/first-model/", {"text": LATE})
    assert write(on_the_way, then="ranked").status_code == 422
    assert choose(on_the_way).status_code == 422
    assert on_the_way.post("/loop/gap/closed/", {"right": "yes"}).status_code == 422
    assert Loop.objects.get().gap == {}


def test_who_felt_no_gap_may_go_on(at_the_gap: Client) -> None:
    write(at_the_gap, then="ranked")
    html = page(at_the_gap)
    assert "You wrote no gap." in html
    skill = re.search(r'value="shown:([\w-]+)" checked', html)
    assert skill is not None
    at_the_gap.post("/loop/gap/", {"gap": f"shown:{skill[1]}", "days": "1"})
    chosen = Loop.objects.get().gap
    assert chosen["skill"] == skill[1]
    assert chosen["text"] == registry.pack().skills[skill[1]].title


def test_the_skill_is_guessed_from_the_place_or_from_the_words(at_the_gap: Client) -> None:
    at_the_gap.post("/note/draw-the-wine/", {"text": "axes"})
    write(at_the_gap, "dates confuse me", then="ranked")
    html = page(at_the_gap)
    selects = re.findall(r'<select id="skill-.*?</select>', html, flags=re.S)
    chosen = [re.search(r'value="([\w-]+)" selected', one)[1] for one in selects]
    assert len(chosen) == 2
    assert "viz-basic" in chosen
    assert {"pd-timeseries", "fe-date"} & set(chosen)


def test_words_that_say_too_little_are_not_guessed_at_and_a_skill_is_asked_for(
    at_the_gap: Client,
) -> None:
    vague = "every time the data is too much for the model"
    write(at_the_gap, vague, then="ranked")
    html = page(at_the_gap)
    assert '<option value="" selected>Choose a skill</option>' in html
    assert "Guessed from your words" not in html
    assert "and the skill it is about" in choose(at_the_gap, vague, skill="").content.decode()
    assert not Loop.objects.get().gap.get("chosen")


def test_gaps_written_before_they_were_rows_are_still_there(at_the_gap: Client) -> None:
    Loop.objects.update(gaps=[PLOTS, LATE])
    assert PLOTS in page(at_the_gap)
    assert felt(at_the_gap) == [PLOTS, LATE]
    assert Loop.objects.get().gaps == []


# ---- choosing and closing -----------------------------------------------------------------


def test_choosing_deletes_the_rest_for_good(at_the_gap: Client) -> None:
    at_the_gap.post("/note/draw-the-wine/", {"text": PLOTS})
    write(at_the_gap, LATE, "A third thing entirely", then="ranked")
    assert PLOTS in everything_kept()
    choose(at_the_gap)
    kept = everything_kept()
    assert LATE in kept
    assert PLOTS not in kept
    assert "A third thing" not in kept
    assert not FeltGap.objects.exists()
    html = page(at_the_gap)
    assert PLOTS not in html
    assert SHOWN not in html


def test_chosen_twice_the_first_one_stands(at_the_gap: Client) -> None:
    write(at_the_gap, LATE, PLOTS, then="ranked")
    row = FeltGap.objects.get(text=PLOTS)
    choose(at_the_gap)
    answer = at_the_gap.post(
        "/loop/gap/", {"gap": f"felt:{row.id}", f"skill-{row.id}": "viz-basic", "days": "2"}
    )
    assert answer.status_code == 302
    assert Loop.objects.get().gap["skill"] == "ml-split"
    at_the_gap.post("/note/first-model/", {"text": "one more"})
    assert not FeltGap.objects.exists()


@pytest.mark.parametrize(
    ("skill", "days", "said"),
    [
        ("ml-split", "8", "1 to 7 days"),
        ("ml-split", "0", "1 to 7 days"),
        ("ml-split", "x", "1 to 7 days"),
        ("no-such", "3", "Choose one gap"),
        ("", "3", "Choose one gap"),
    ],
)
def test_a_choice_with_a_hole_changes_nothing(
    at_the_gap: Client, skill: str, days: str, said: str
) -> None:
    write(at_the_gap, LATE, then="ranked")
    answer = choose(at_the_gap, skill=skill, days=days)
    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert FeltGap.objects.count() == 1


@pytest.mark.parametrize("gap", ["", "felt:", "felt:not-an-id", "shown:py-run'--", "shown:", "x"])
def test_what_is_no_choice_is_refused(at_the_gap: Client, gap: str) -> None:
    write(at_the_gap, LATE, then="ranked")
    assert at_the_gap.post("/loop/gap/", {"gap": gap, "days": "3"}).status_code == 422
    assert "skill" not in Loop.objects.get().gap


def test_the_plan_lies_on_the_page_day_by_day_and_ticks_what_is_done(at_the_gap: Client) -> None:
    write(at_the_gap, LATE, then="ranked")
    choose(at_the_gap, days="5")
    html = plan(at_the_gap)
    assert "Day 1" in html
    assert "/exercise/set-bottles-aside/" in html
    assert "use it in your project" in html
    assert 'aria-label="done"' not in html
    exercise = registry.pack().activities["set-bottles-aside"]
    subject = registry.kind_of(exercise).subject(exercise)
    loop = Loop.objects.get()
    attempt = actions.hand_in(loop.learner, subject, {"code": "x"}, "web")
    token = queue.claim(attempt.id)
    assert token is not None
    actions.settle(attempt.id, token, subject, Graded("passed", 1.0))
    assert 'aria-label="done"' in plan(at_the_gap)


def chosen_with(plan: list[dict[str, Any]], skill: str = "ml-split") -> None:
    loop = Loop.objects.get()
    gaps.write(loop, [gaps.Line("splits")], ranked=True)
    gaps.choose(loop, gaps.Chosen("splits", skill, days=2, plan=[plan]))


@pytest.mark.parametrize("why", ["ask", "again", "new", "apply"])
def test_what_left_the_pack_is_left_out_of_the_plan(
    at_the_gap: Client, ada: Person, why: str
) -> None:
    actions.read(ada, actions.Subject("left-the-pack", "lesson", "", {}, 0.0, 0.0))
    chosen_with([{"activity": "left-the-pack", "why": why, "minutes": 2}])
    for address in ("/today/", "/loop/", "/map/"):
        assert at_the_gap.get(address).status_code == 200
    assert guide.next_step(ada).options[0]["activity"] == "close-gap"


def test_a_gap_whose_skill_was_renamed_is_still_that_gap(
    at_the_gap: Client, ada: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    planned = gap_days.chosen(guide.standing(ada), "splits", "ml-split", 3)
    monkeypatch.setattr(names, "renamed", lambda: {"old-split": "ml-split"})
    chosen_with([item for day in planned.plan for item in day], skill="old-split")
    first = guide.next_step(ada).options[0]
    assert first["activity"] == planned.plan[0][0]["activity"]
    assert "old-split" not in first["reason"]


def test_used_in_the_project_is_no_second_evidence_under_a_former_name(
    at_the_gap: Client, ada: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(names, "renamed", lambda: {"old-split": "ml-split"})
    chosen_with([], skill="old-split")
    attempt = hand_in(ada, "x = 1")
    subject = actions.Subject("p", "project", "", {"ml-split": 1.0}, 0.0, 0.1)
    before = Evidence.objects.count()
    gaps.applied(Loop.objects.get(), attempt, subject, "check")
    assert Evidence.objects.count() == before


def test_the_loop_leads_to_the_look_back_on_the_week(on_the_way: Client) -> None:
    assert '<a href="/week/">' in page(on_the_way)


def test_the_end_asks_whether_it_was_the_right_one(at_the_gap: Client) -> None:
    write(at_the_gap, LATE, then="ranked")
    choose(at_the_gap)
    for answer in ("", "maybe"):
        refused = at_the_gap.post("/loop/gap/closed/", {"right": answer})
        assert refused.status_code == 422
        assert "yes, no or not sure" in refused.content.decode()
    at_the_gap.post("/loop/gap/closed/", {"right": "unsure"})
    html = page(at_the_gap)
    assert "This loop is behind you" in html
    assert f"closed a gap: {LATE}" in html
    assert "You said: not sure" in html
    loop = Loop.objects.get()
    assert loop.gap["right"] == "unsure"
    assert loop.finished is not None
    assert at_the_gap.get("/")["Location"] == "/loop/"


def test_a_loop_may_end_without_a_gap(at_the_gap: Client) -> None:
    write(at_the_gap, LATE, then="ranked")
    at_the_gap.post("/loop/gap/closed/")
    assert "This loop is behind you" in page(at_the_gap)
    assert not FeltGap.objects.exists()


@pytest.mark.parametrize(
    ("why", "says"), [("done", "You made:"), ("ended", "You ended it as it was:")]
)
def test_the_end_says_that_a_project_was_made_only_when_it_was(
    on_the_way: Client, why: str, says: str
) -> None:
    left = [(s, "done") for s in ("study", "language", "libraries")]
    actions.leave_steps(Loop.objects.get(), [*left, ("project", why)], "gap")
    write(on_the_way, LATE, then="ranked")
    on_the_way.post("/loop/gap/closed/")
    assert says in page(on_the_way)
    assert "your report" not in page(on_the_way), "none was written"


def test_the_evidence_stays_so_that_a_gap_can_come_back(at_the_gap: Client, ada: Person) -> None:
    hand_in(ada, "x = 1", outcome="wrong")
    before = Evidence.objects.count()
    write(at_the_gap, LATE, then="ranked")
    choose(at_the_gap, skill="viz-basic")
    at_the_gap.post("/loop/gap/closed/", {"right": "no"})
    assert Evidence.objects.count() == before


def test_an_interest_that_left_the_pack_does_not_stop_the_end(at_the_gap: Client) -> None:
    Loop.objects.update(interest="gone")
    at_the_gap.post("/note/first-model/", {"text": PLOTS})
    write(at_the_gap, LATE, then="ranked")
    assert "no goal to rank by" in page(at_the_gap)
    choose(at_the_gap, text=PLOTS, skill="ml-split")
    assert f"You chose: <strong>{PLOTS}" in page(at_the_gap)
    at_the_gap.post("/loop/gap/closed/", {"right": "no"})
    assert "This loop is behind you" in page(at_the_gap)


def test_a_gap_chosen_before_there_were_plans_can_be_closed(at_the_gap: Client) -> None:
    old = {"text": LATE, "skill": "ml-split", "until": "2026-01-03"}
    Loop.objects.update(gap=old)
    assert "Day by day" not in page(at_the_gap)
    assert at_the_gap.get("/today/").status_code == 200
    at_the_gap.post("/loop/gap/closed/", {"right": "yes"})
    assert "This loop is behind you" in page(at_the_gap)


# ---- in the learner's own project ---------------------------------------------------------


def closing(browser: Client, skill: str) -> None:
    write(browser, LATE, then="ranked")
    choose(browser, skill=skill)


def test_the_projects_own_check_shows_that_it_was_applied(at_the_gap: Client, ada: Person) -> None:
    hand_in(ada, "x = 1")
    closing(at_the_gap, "ev-cv")
    assert "year_scores(days)" in page(at_the_gap)
    applied = {"skill": "ev-cv", "outcome": "wrong", "message": "There is no year_scores."}
    hand_in(ada, "x = 2", applied=applied)
    assert "Not yet: There is no year_scores." in page(at_the_gap)
    hand_in(ada, "x = 3", applied={**applied, "outcome": "passed", "sentence": "Judged by year."})
    assert "The check passes: Judged by year." in page(at_the_gap)
    loop = Loop.objects.get()
    assert loop.gap["applied"]["how"] == "check"
    row = Evidence.objects.order_by("-id")[0]
    assert (row.skills, row.outcome, row.activity) == ({"ev-cv": 1.0}, "passed", PROJECT)
    page(at_the_gap)
    assert Evidence.objects.order_by("-id")[0].id == row.id


def test_without_such_a_check_the_new_lines_are_looked_at(at_the_gap: Client, ada: Person) -> None:
    hand_in(ada, "x = 1")
    closing(at_the_gap, "pd-merge")
    hand_in(ada, "x = 1\ny = 2")
    assert "use nothing of what the exercises of this skill use: merge" in page(at_the_gap).replace(
        "<code>", ""
    ).replace("</code>", "")
    hand_in(ada, "x = 1\ny = one.merge(other)")
    assert "Your new lines use" in page(at_the_gap)
    assert Loop.objects.get().gap["applied"]["how"] == "calls"


def test_the_same_program_written_otherwise_is_no_change(at_the_gap: Client, ada: Person) -> None:
    hand_in(ada, "x = one.merge(other)")
    closing(at_the_gap, "pd-merge")
    hand_in(ada, "# merge\nx  =  one.merge( other )")
    assert "as it was when you chose this gap" in page(at_the_gap)
    assert "applied" not in Loop.objects.get().gap


def test_what_passed_before_has_to_pass_again(at_the_gap: Client, ada: Person) -> None:
    hand_in(ada, "x = 1")
    closing(at_the_gap, "pd-merge")
    broken = [{"name": "loads_the_days", "outcome": "wrong", "sentence": "It loads."}]
    hand_in(ada, "x = one.merge(other)", outcome="wrong", checks=broken)
    assert "passed before does not now: It loads." in page(at_the_gap)


def test_where_nothing_can_be_seen_that_is_said(at_the_gap: Client, ada: Person) -> None:
    hand_in(ada, "x = 1")
    closing(at_the_gap, "ml-frame")
    hand_in(ada, "x = 2")
    assert "that is all that can be seen from outside" in page(at_the_gap)


def test_a_check_of_the_project_asks_for_the_gap_only_while_it_is_open(
    at_the_gap: Client, ada: Person
) -> None:
    from ascent.kinds import grading

    project = registry.pack().activities[PROJECT]

    def asked() -> str:
        answer = grading.submit(ada, project, {"code": "x"}, via="web").answer
        return json.dumps(answer.get("applies"))

    assert asked() == "null"
    closing(at_the_gap, "ev-cv")
    assert asked() == '"ev-cv"'
    at_the_gap.post("/loop/gap/closed/", {"right": "yes"})
    guide.standing(ada)
    assert asked() == "null"
