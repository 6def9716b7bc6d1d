"""`ascent study`: joining, both tests, the task, the export, leaving; and `ascent week`."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result
from typer.testing import CliRunner

from ascent import clock
from ascent.accounts.models import Person
from ascent.kinds import registry
from ascent.kinds.base import Submission
from ascent.learner import actions
from ascent.learner.actions import Graded
from ascent.learner.models import Evidence, Loop
from ascent.learner.study import kept as study_kept
from tests.cli.terminal import Terminal

Type = Callable[..., Result]


@pytest.fixture
def typed(ascent: Terminal, loop: Person) -> Type:
    """A command with what is typed when it asks."""

    def run(*words: str, keys: str = "") -> Result:
        from ascent.cli.main import app

        result = CliRunner().invoke(app, ["study", *words], input=keys)
        if result.exception and not isinstance(result.exception, SystemExit):
            raise result.exception
        return result

    return run


@pytest.fixture
def joined(typed: Type) -> Type:
    assert typed("join", keys="yes\n").exit_code == 0
    return typed


def kept(home: Path) -> Any:
    return json.loads((home / "study" / "study.json").read_text())


def project_over(person: Person, days_ago: int) -> None:
    """The project of the loop was finished some days ago."""
    day = (clock.today() - timedelta(days=days_ago)).isoformat()
    for loop in Loop.objects.filter(learner=person):
        loop.left = {**loop.left, "project": [day, "done"]}
        loop.save()


def joined_before(days: int) -> None:
    """As if the participant had joined, and answered the first test, some days earlier."""
    record = study_kept.required()
    then = record.joined - timedelta(days=days)
    done = record.pre_test.model_copy(update={"finished": then})
    study_kept.save(record.model_copy(update={"joined": then, "pre_test": done}))


# ---- joining


def test_nothing_is_kept_without_the_word_yes(typed: Type, own_home: Path) -> None:
    for said in ("\n", "no\n", "y\n", "sure\n"):
        result = typed("join", keys=said)
        assert "You have not joined" in result.output
    assert not (own_home / "study").exists()


def test_the_consent_says_what_is_measured_and_that_nothing_is_shown_yet(typed: Type) -> None:
    said = typed("join", keys="no\n").output
    assert "not yet shown on people" in said.replace("\n", " ")
    assert "Nothing is sent anywhere" in said
    assert "ascent study leave" in said


def test_the_record_is_the_owners_alone_and_names_nobody(joined: Type, own_home: Path) -> None:
    assert (own_home / "study" / "study.json").stat().st_mode & 0o077 == 0
    record = kept(own_home)
    assert re.fullmatch(r"[2-9a-z]{8}", record["participant"])
    assert "learner" not in json.dumps(record)
    assert "Predict prices" not in json.dumps(record), "the wish stays where it is"


def test_nobody_joins_twice_or_without_a_loop(joined: Type, ascent: Terminal) -> None:
    assert joined("join", keys="yes\n").exit_code == 1
    Loop.objects.all().update(finished=clock.today())
    joined("leave", "--yes")
    result = joined("join", keys="yes\n")
    assert result.exit_code == 1
    assert "no loop is open" in result.output


@pytest.mark.parametrize("name", ["../../x", "Ümlaut", "", "a b", "x" * 41, "-a"])
def test_a_studys_name_is_checked(typed: Type, own_home: Path, name: str) -> None:
    assert typed("join", f"--study={name}", keys="yes\n").exit_code == 2
    assert not (own_home / "study").exists()


# ---- the tests


def test_no_answer_is_judged_aloud_or_kept_as_it_was_written(
    joined: Type, own_home: Path, ada: Person
) -> None:
    result = joined("test", keys="?\n" * 12)
    assert "That was all" in result.output
    answers = kept(own_home)["pre_test"]["answers"]
    assert {a["right"] for a in answers} == {None}
    assert set(answers[0]) == {"question", "skill", "right", "met", "seconds"}
    assert not Evidence.objects.filter(learner=ada).exists(), "a test teaches Ascent nothing"
    asked = [registry.pack().activities[a["question"]].spec for a in answers]
    told = [e for spec in asked if (e := getattr(spec, "explanation", ""))]
    told += [c.why for spec in asked for c in getattr(spec, "choices", ()) if c.why]
    assert told
    assert not [text for text in told if text in result.output]


def test_right_and_not_right_are_told_apart(joined: Type, own_home: Path) -> None:
    keys = ""
    wanted = []
    for number, name in enumerate(kept(own_home)["pre_test"]["questions"]):
        spec = registry.pack().activities[name].spec
        right = number % 2 == 0
        keys += keys_for(spec, number + 1, right)
        wanted.append(right)
    result = joined("test", keys=keys)
    assert result.exit_code == 0, result.output
    assert [a["right"] for a in kept(own_home)["pre_test"]["answers"]] == wanted


def keys_for(spec: Any, seed: int, right: bool) -> str:
    from ascent.kinds import asking

    if spec.kind == "numeric":
        return f"{spec.answer if right else spec.answer + 1000}\n"
    if spec.kind == "predict-output":
        return (spec.answer.strip() if right else "something else") + "\n\n"
    if spec.kind == "order":
        shown = [index for index, _ in asking.shuffled(spec, seed)]
        numbers = [shown.index(i) + 1 for i in range(len(shown))]
        numbers = numbers if right else [n for n, _ in enumerate(shown, start=1)]
        return " ".join(map(str, numbers)) + "\n"
    good = [n for n, c in enumerate(spec.choices, start=1) if c.right]
    bad = [n for n, c in enumerate(spec.choices, start=1) if not c.right]
    return " ".join(map(str, good if right else bad[:1])) + "\n"


def test_a_test_that_was_left_goes_on_where_it_was(joined: Type, own_home: Path) -> None:
    joined("test", keys="?\n?\n")
    assert len(kept(own_home)["pre_test"]["answers"]) == 2
    result = joined("test", keys="?\n")
    assert "Question 3 of" in result.output


def test_what_cannot_be_read_is_asked_again(joined: Type, own_home: Path) -> None:
    joined("test", keys="\n99\n0\n-1\n1e400\nٱ\n1 1 1 1 1 1 1 1\n" + "?\n" * 40)
    assert kept(own_home)["pre_test"]["finished"] is not None


def test_a_question_that_ascent_has_asked_before_is_marked(
    joined: Type, own_home: Path, ada: Person
) -> None:
    first = kept(own_home)["pre_test"]["questions"][0]
    kind = registry.kinds()["question"]
    subject = kind.subject(registry.pack().activities[first])
    actions.read(ada, subject)
    joined("test", keys="?\n" * 12)
    assert [a["met"] for a in kept(own_home)["pre_test"]["answers"]][:2] == [True, False]


def test_a_test_is_not_answered_before_its_time(joined: Type) -> None:
    joined("test", keys="?\n" * 12)
    result = joined("test", keys="?\n" * 12)
    assert result.exit_code == 1
    assert "Next is your loop" in result.output


# ---- the task and the end


def test_the_task_waits_thirty_days_after_the_project(joined: Type, ada: Person) -> None:
    joined("test", keys="?\n" * 12)
    joined_before(60)
    project_over(ada, days_ago=29)
    assert joined("transfer", "--yes").exit_code == 1
    said = joined("status").output
    tomorrow = clock.today() + timedelta(days=1)
    assert f"Next is the task, on {tomorrow.day} {tomorrow:%B}" in said


@pytest.fixture
def due(joined: Type, ada: Person) -> Type:
    joined("test", keys="?\n" * 12)
    joined_before(60)
    project_over(ada, days_ago=30)
    return joined


def by_word(submission: Submission) -> Graded:
    right = submission.answer["code"].startswith("right")
    checks = [
        {"name": "a", "outcome": "passed", "points": 1.0, "sentence": "", "message": ""},
        {"name": "b", "outcome": "passed" if right else "wrong", "points": 3.0, "sentence": "",
         "message": ""},
    ]  # fmt: skip
    outcome = "passed" if right else "wrong"
    return Graded(outcome, 1.0 if right else 0.25, {"outcome": outcome, "checks": checks})


def test_the_task_is_one_that_was_never_seen_and_is_handed_in_once(
    due: Type, own_home: Path, graded_as: Callable[[Any], None]
) -> None:
    graded_as(by_word)
    seen = {a.id for a in registry.pack().of_kind("exercise")}
    result = due("transfer", "--yes")
    task = kept(own_home)["transfer"]["task"]
    assert task in seen
    assert "minutes count from" in result.output
    answer = own_home / "work" / task / "answer.py"
    answer.write_text("right = 1\n")
    due("hand-in", "--yes")
    found = kept(own_home)["transfer"]
    assert (found["passed"], found["points"], found["checked_before"]) == (True, 1.0, 0)
    assert due("hand-in", "--yes").exit_code == 1
    assert "second test" in due("status").output


def test_help_that_was_taken_is_noted(
    due: Type, own_home: Path, ada: Person, graded_as: Callable[[Any], None], ascent: Terminal
) -> None:
    graded_as(by_word)
    due("transfer", "--yes")
    task = kept(own_home)["transfer"]["task"]
    actions.take_hint(ada, task, 3)
    ascent("check", task)
    due("hand-in", "--yes")
    found = kept(own_home)["transfer"]
    assert (found["hints"], found["checked_before"], found["passed"]) == (1, 1, False)


def test_a_fault_of_ours_costs_nothing(
    due: Type, own_home: Path, graded_as: Callable[[Any], None]
) -> None:
    graded_as(lambda submission: Graded("our-fault", 0.0, {"outcome": "our-fault"}))
    due("transfer", "--yes")
    result = due("hand-in", "--yes")
    assert "not your fault" in result.output
    assert kept(own_home)["transfer"]["handed_in"] is None


def test_without_an_unseen_task_the_second_test_follows(
    due: Type, own_home: Path, ada: Person
) -> None:
    for activity in registry.pack().of_kind("exercise"):
        actions.open_visit(ada, activity.id)
    assert "left out" in due("transfer", "--yes").output
    assert kept(own_home)["no_task"] is True
    assert "Question 1" in due("test", keys="?\n").output


# ---- export and leaving


def test_the_export_is_shown_before_it_is_written(joined: Type, tmp_path: Path) -> None:
    file = tmp_path / "mine.json"
    result = joined("export", str(file), keys="no\n")
    assert '"participant"' in result.output
    assert not file.exists()
    joined("export", str(file), keys="yes\n")
    assert json.loads(file.read_text())["format"] == "ascent-study-1"
    assert "| field | means |" in (tmp_path / "mine-codebook.md").read_text()
    assert joined("export", str(file), "--yes").exit_code == 1, "it exists already"
    assert joined("export", str(tmp_path / "no" / "where.json"), "--yes").exit_code == 1


def test_the_export_holds_no_name_no_text_and_no_moment(
    due: Type, own_home: Path, tmp_path: Path, ada: Person, graded_as: Callable[[Any], None]
) -> None:
    graded_as(by_word)
    ada.username = "ada-lovelace"
    due("transfer", "--yes")
    task = kept(own_home)["transfer"]["task"]
    (own_home / "work" / task / "answer.py").write_text("right = 'my secret code'\n")
    due("hand-in", "--yes")
    due("test", keys="?\n" * 12)
    due("export", str(tmp_path / "e.json"), "--yes")
    text = (tmp_path / "e.json").read_text()
    for secret in ("secret", "Predict prices", "ada-", str(own_home)):
        assert secret not in text
    assert not re.search(r"\d{4}-\d{2}-\d{2}|\d{2}:\d{2}", text), "no date, no time of day"
    told = json.loads(text)
    assert told["transfer"]["unaided"] is True
    assert told["pre_test"]["form"] != told["post_test"]["form"]
    assert "All is done" in due("status").output


def test_leaving_deletes_and_can_be_done_in_any_state(joined: Type, own_home: Path) -> None:
    joined("leave", keys="no\n")
    assert (own_home / "study").exists()
    (own_home / "study" / "study.json").write_text("{not json")
    assert "deleted" in joined("leave", keys="yes\n").output
    assert not (own_home / "study").exists()
    assert "in no study" in joined("leave", "--yes").output


@pytest.mark.parametrize(
    "text", ["", "[]", "{}", '{"format": 1, "x": "\\u001b[2J"}', "x" * 300_000]
)
def test_a_record_that_was_tampered_with_is_refused_in_a_sentence(
    joined: Type, own_home: Path, text: str
) -> None:
    (own_home / "study" / "study.json").write_text(text)
    for verb in (["status"], ["test"], ["export", "x.json"], ["transfer"], ["hand-in"]):
        result = joined(*verb)
        assert result.exit_code == 1
        assert "cannot be read" in result.output
        assert "\x1b[2J" not in result.output


def test_who_is_in_no_study_is_told_how_to_join(typed: Type, ascent: Terminal) -> None:
    assert "ascent study join" in typed("status").output
    assert "ascent study join" in ascent.json("study", "status")["error"]


def test_status_speaks_json(joined: Type, ascent: Terminal) -> None:
    told = ascent.json("study", "status")
    assert (told["step"], told["when"]) == ("pre-test", None)


@pytest.mark.parametrize(
    "verb", ["join", "status", "test", "transfer", "hand-in", "export", "leave"]
)
def test_each_verb_has_help_with_an_example(ascent: Terminal, verb: str) -> None:
    said = ascent("study", verb, "--help").stdout
    assert "Examples:" in said
    assert f"ascent study {verb}" in said


# ---- week


def test_the_week_in_a_terminal(ascent: Terminal, loop: Person) -> None:
    said = ascent("week").stdout
    assert "You planned" in said
    assert "Hours are an estimate" in said
    told = ascent.json("week")
    assert told["running"] is True
    assert told["hours"]["is_estimate"] is True
    assert ascent.json("week", told["week"])["first"] == told["first"]


@pytest.mark.parametrize("asked", ["soon", "0001-01-01", "2999-W01", "\x1b[2J"])
def test_a_week_that_is_none_is_used_wrongly(ascent: Terminal, loop: Person, asked: str) -> None:
    result = ascent("week", asked)
    assert result.exit_code == 2
    assert "\x1b[2J" not in result.output
