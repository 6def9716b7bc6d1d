"""ascent model: the shared numbers are shown, fitted without changing anything, and chosen."""

from __future__ import annotations

import json
import math
import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from ascent.accounts.models import Person
from ascent.learner import parameters, state, tuning
from ascent.learner.fitting import refitting
from ascent.learner.models import Evidence, Snapshot
from ascent.learner.tracing import folding, hybrid, situations
from ascent.learner.tracing.knowing import Model
from tests.cli.terminal import Terminal

NOON = datetime(2027, 3, 1, 12, tzinfo=UTC)
HARD = {f"task-{n}": (n % 5 - 2) * 0.8 for n in range(10)}  # in logits; the author says 0.5 for all


def answer(who: Person, n: int, activity: str, outcome: str, **more: Any) -> Evidence:
    """One row of the record, `n` minutes after noon."""
    told: dict[str, Any] = {
        "kind": "question", "content_hash": "a" * 64, "skills": {f"skill-{activity[-1]}": 1.0},
        "points": float(outcome == "passed"), "guess": 0.1, "slip": 0.1, "difficulty": 0.5,
        "at": NOON + timedelta(minutes=n), **more,
    }  # fmt: skip
    return Evidence(learner=who, activity=activity, outcome=outcome, **told)


@pytest.fixture
def people(ascent: Terminal) -> Callable[[int], list[Person]]:
    """A class of any size that has answered the same ten tasks, three times each."""

    def come(number: int) -> list[Person]:
        rng, rows = np.random.default_rng(4), []
        found = [Person.objects.create_user(username=f"zoe-{n}") for n in range(number)]
        for who in found:
            ability = rng.normal()
            for n in range(30):
                task = f"task-{rng.integers(10)}"
                right = rng.random() < 1 / (1 + math.exp(HARD[task] - ability))
                rows.append(answer(who, n, task, "passed" if right else "wrong"))
        Evidence.objects.bulk_create(rows)
        return found

    return come


@pytest.fixture(scope="module")
def first_fit() -> dict[str, Any]:
    """What the first test kept of its fit: fitting the same answers again takes a while."""
    return {}


@pytest.fixture
def fitted(
    ascent: Terminal,
    people: Callable[[int], list[Person]],
    own_home: Path,
    first_fit: dict[str, Any],
) -> dict[str, Any]:
    """What `fit` says of eighteen people, and the file that it writes."""
    people(18)
    if not first_fit:
        said = ascent.json("model", "fit")
        first_fit.update(said=said, text=Path(said["file"]).read_text())
    file = own_home / "model" / Path(first_fit["said"]["file"]).name
    file.parent.mkdir(exist_ok=True)
    file.write_text(first_fit["text"])
    return {**first_fit["said"], "file": str(file)}


# ---- show


def test_show_says_which_numbers_hold_and_what_each_means(ascent: Terminal) -> None:
    out = ascent("model", "show").stdout
    assert "In use: the numbers that come with Ascent." in out
    said = ascent.json("model", "show")
    assert said["in_use"] == "default"
    assert len(said["numbers"]) == hybrid.DEFAULT.size <= 40
    for number in said["numbers"]:
        assert number["means"] in out
        assert number["means"] != number["name"]  # somebody has written a line


# ---- fit


def test_fit_reports_the_gain_on_held_out_learners(fitted: dict[str, Any]) -> None:
    assert (fitted["learners"], fitted["folds"]) == (18, 5)
    loss = fitted["measures"]["log-loss"]
    assert loss["fitted"] < loss["present"]  # the author had said that all are equally hard
    assert loss["gain"] == pytest.approx(loss["fitted"] - loss["present"], abs=2e-5)
    assert loss["low"] < loss["gain"] < loss["high"] < 0
    assert fitted["verdict"] == "better"


def test_fit_finds_what_is_harder_than_its_author_thought(fitted: dict[str, Any]) -> None:
    found = json.loads(Path(fitted["file"]).read_text())["difficulties"]
    hard = np.corrcoef(list(HARD.values()), [found[task] for task in HARD])[0, 1]
    assert hard > 0.8


def test_fit_counts_what_follows_what(fitted: dict[str, Any]) -> None:
    data = json.loads(Path(fitted["file"]).read_text())
    assert len(data["situations"]) == len(situations.KINDS)
    assert any(data["situations"])
    assert sum(data["parameters"]["usual"]) > 0


def test_fit_changes_nothing_that_runs(
    ascent: Terminal, people: Callable[[int], list[Person]], own_home: Path
) -> None:
    who = people(6)[0]
    state.of(who)
    before = (parameters.version(), state.version(), Snapshot.objects.values("state").get())
    file = Path(ascent.json("model", "fit")["file"])
    assert file.parent == own_home / "model"
    state.of(who)
    after = (parameters.version(), state.version(), Snapshot.objects.values("state").get())
    assert after == before


def test_fit_names_nobody(fitted: dict[str, Any]) -> None:
    assert Person.objects.filter(username__startswith="zoe-").count() == 18
    assert "zoe" not in Path(fitted["file"]).read_text()


def test_the_same_answers_give_the_same_file(ascent: Terminal, fitted: dict[str, Any]) -> None:
    again = ascent.json("model", "fit")
    assert again["file"] == fitted["file"]
    assert again["measures"] == fitted["measures"]


def test_fit_speaks_to_people(ascent: Terminal, fitted: dict[str, Any]) -> None:
    out = ascent("model", "fit").stdout
    loss = fitted["measures"]["log-loss"]
    line = next(line for line in out.splitlines() if "log-loss" in line)
    told = [float(number) for number in re.findall(r"[+-]?\d\.\d{4}", line)]
    assert told == pytest.approx(
        [loss[k] for k in ("present", "fitted", "gain", "low", "high")], abs=1e-4
    )
    assert "probably predict better" in out
    assert "Nothing that runs has changed." in out
    assert f"ascent model use {Path(fitted['file']).name}" in out


@pytest.mark.parametrize(("number", "said"), [(0, "0 learners have"), (1, "1 learner has")])
def test_too_few_learners_are_told_and_nothing_is_written(
    ascent: Terminal, people: Callable[[int], list[Person]], own_home: Path, number: int, said: str
) -> None:
    people(number)
    result = ascent("model", "fit")
    assert result.exit_code == 1
    assert said in result.output
    assert "that takes 5" in result.output
    assert not (own_home / "model").exists()


def test_answers_all_alike_are_survived(
    ascent: Terminal, people: Callable[[int], list[Person]]
) -> None:
    for number in range(5):
        who = Person.objects.create_user(username=f"all-right-{number}")
        answer(who, 0, "task-1", "passed").save()
    assert ascent.json("model", "fit")["measures"]["auc"]["present"] is None
    assert "AUC       cannot be told" in ascent("model", "fit").stdout


def test_the_fit_reads_what_the_running_model_reads(
    ascent: Terminal, ada: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Tries after the first, help, reading, crashes, faults of ours: both leave out the same."""
    told = [
        ("task-1", "wrong", {"kind": "exercise"}),
        ("task-1", "wrong", {"kind": "exercise"}),
        ("task-1", "passed", {"kind": "exercise"}),
        ("task-1", "passed", {"kind": "exercise"}),
        ("task-2", "crashed", {"kind": "exercise"}),
        ("task-2", "passed", {"kind": "exercise", "hints": 1}),
        ("task-3", "wrong", {}),
        ("task-3", "wrong", {}),
        ("task-4", "our-fault", {}),
        ("task-5", "read", {"kind": "lesson"}),
        ("placement", "placed", {"kind": "placement", "skills": {"a": 0.9}}),
        ("task-6", "passed", {"solution_seen": True}),
        ("task-7", "passed", {"skills": {"b": 0.5, "a": 1.0}}),
    ]
    for n, (activity, outcome, more) in enumerate(told):
        answer(ada, n, activity, outcome, **more).save()
    seen: list[tuple[str, tuple[str, ...], bool]] = []
    update = hybrid.update

    def noted(parameters, student, item, skills, difficulty, right, at=None):
        seen.append((item, tuple(skills), bool(right)))
        return update(parameters, student, item, skills, difficulty, right, at)

    monkeypatch.setattr(folding.hybrid, "update", noted)
    state.rebuild(ada)
    assert [(r.item, r.skills, r.right) for r in tuning.answers()] == seen
    assert ("task-7", ("a", "b"), True) in seen


def test_numbers_in_use_are_not_judged_by_learners_they_were_fitted_to(
    ascent: Terminal, fitted: dict[str, Any]
) -> None:
    """They have seen these answers: on them, they would beat every fit that has not."""
    assert not fitted["against_own"]
    ascent("model", "use", fitted["file"])
    again = ascent.json("model", "fit")
    assert again["against_own"]
    assert again["measures"] == fitted["measures"]
    assert again["file"] == fitted["file"]
    assert "would flatter them" in ascent("model", "fit").stdout


def test_numbers_in_use_are_judged_by_learners_who_came_later(
    ascent: Terminal, fitted: dict[str, Any]
) -> None:
    ascent("model", "use", fitted["file"])
    rng, later = np.random.default_rng(9), 24 * 60
    for number in range(6):
        who = Person.objects.create_user(username=f"later-{number}")
        for n in range(10):
            outcome = "passed" if rng.random() < 0.6 else "wrong"
            answer(who, later + n, f"task-{n}", outcome).save()
    said = ascent.json("model", "fit")
    assert not said["against_own"]
    assert (said["learners"], said["answers"]) == (6, 60)
    loss = said["measures"]["log-loss"]
    assert abs(loss["gain"]) < 0.1  # both were fitted to the same eighteen people
    assert said["file"] != fitted["file"]


# ---- use


def test_use_moves_everybody_s_chances_and_default_moves_them_back(
    ascent: Terminal, fitted: dict[str, Any]
) -> None:
    who = Person.objects.first()
    assert who is not None

    def chance() -> float:
        return state.of(who).chance({"skill-4": 1.0}, 0.5, 0.1, 0.1, "task-4")

    before, version = chance(), state.version()
    said = ascent("model", "use", Path(fitted["file"]).name)
    assert said.exit_code == 0
    assert "computed anew" in said.stdout
    assert parameters.version() in fitted["file"]
    assert state.version() != version
    assert chance() < before  # task 4 is the hardest
    assert f"In use: {parameters.version()}, fitted here on" in ascent("model", "show").stdout
    ascent("model", "use", "default")
    assert (chance(), state.version()) == (before, version)


def test_a_chosen_file_may_be_deleted(ascent: Terminal) -> None:
    file = parameters.write_candidate(Model(difficulties={"a": 1.0}), 0.0, {})
    ascent("model", "use", file.name)
    chosen = parameters.version()
    file.unlink()
    assert parameters.version() == chosen != ""


def test_an_unknown_file_is_answered_with_those_there_are(ascent: Terminal) -> None:
    assert "`ascent model fit` writes one" in ascent("model", "use", "tomorrow.json").output
    file = parameters.write_candidate(Model(difficulties={"a": 1.0}), 0.0, {})
    result = ascent("model", "use", "tomorrow.json")
    assert result.exit_code == 2
    assert f"There are: {file.name}" in result.output


@pytest.mark.parametrize("verb", ["show", "fit", "use"])
def test_every_verb_has_help_with_an_example_and_speaks_json(ascent: Terminal, verb: str) -> None:
    out = ascent("model", verb, "--help").stdout
    assert f"ascent model {verb}" in out.split("Examples:")[1]
    assert "--json" in out


def without(data: dict[str, Any]) -> Any:
    del data["parameters"]["intercept"]
    return data


def with_parameters(**values: Any) -> Callable[[dict[str, Any]], Any]:
    return lambda data: {**data, "parameters": {**data["parameters"], **values}}


@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        (lambda data: [], "“format”: 1"),
        (lambda data: {**data, "format": 2}, "“format”: 1"),
        (without, "parameters should have the entries"),
        (with_parameters(intercept="1"), "parameters.intercept should be a number"),
        (with_parameters(intercept=True), "parameters.intercept should be a number"),
        (with_parameters(intercept=float("nan")), "NaN stands in it, which is no number"),
        (with_parameters(intercept=10**400), "parameters.intercept should be a number"),
        (with_parameters(step=1e9), "parameters.step should be a number between"),
        (with_parameters(weights=[0.0]), "parameters.weights should be a list of"),
        (with_parameters(weights=[math.inf] * 19), "Infinity stands in it"),
        (with_parameters(weights=["a"] * len(hybrid.COLUMNS)), "parameters.weights[0] should be"),
        (with_parameters(fade=-1.0), "parameters.fade should be 0 or more"),
        (with_parameters(skill_step=-0.1), "parameters.skill_step should be 0 or more"),
        (with_parameters(extra=1), "parameters should have the entries"),
        (lambda data: {**data, "difficulties": {"a": 99}}, "difficulties: that of “a”"),
        (lambda data: {**data, "difficulties": [1]}, "difficulties should map"),
        (lambda data: {**data, "until": None}, "“until” should be"),
        (lambda data: {**data, "situations": [{}]}, "situations should be a list of 7 tables"),
        (lambda data: {**data, "situations": [{"a": "1"}] + [{}] * 6}, "situations: that of “a”"),
    ],
)
def test_what_are_no_parameters_is_refused_and_what_was_in_use_stays(
    ascent: Terminal, tmp_path: Path, spoil: Callable[[dict[str, Any]], Any], said: str
) -> None:
    good = parameters.write_candidate(Model(difficulties={"a": 1.0}), 0.0, {})
    ascent("model", "use", str(good))
    chosen = parameters.version()
    bad = tmp_path / "bad.json"
    bad.write_text(json.dumps(spoil(json.loads(good.read_text()))))
    result = ascent("model", "use", str(bad))
    assert result.exit_code == 1
    assert said in result.output
    assert "bad.json" in result.output
    assert parameters.version() == chosen != ""


@pytest.mark.parametrize("data", [b"", b"\xff\x00", b"[" * 100_000, b"{" + b" " * 51_000_000])
def test_bytes_that_are_no_json_are_refused(ascent: Terminal, tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "bytes.json"
    path.write_bytes(data)
    assert ascent("model", "use", str(path)).exit_code == 1
    assert parameters.version() == ""


def test_odd_text_in_a_file_harms_nobody(ascent: Terminal, own_home: Path) -> None:
    """Half a letter, an order to the terminal, a report without a bottom."""
    file = parameters.write_candidate(Model(difficulties={"\ud800": 1.0}), 0.0, {})
    text = file.read_text().replace('"made": "', '"made": "\\u001b[2J\\ud800')
    file.write_text(text.replace('"report": {}', '"report": ' + "[" * 400 + "]" * 400))
    said = ascent("model", "use", file.name)
    assert said.exit_code == 0
    assert "\x1b" not in said.stdout
    assert parameters.version() in file.name


def test_a_spoilt_choice_is_told_and_ascent_goes_on_with_its_own(
    ascent: Terminal, own_home: Path, caplog: pytest.LogCaptureFixture
) -> None:
    ascent("model", "use", str(parameters.write_candidate(Model(difficulties={"a": 1.0}), 0.0, {})))
    (own_home / "model" / "used.json").write_text("{")
    assert parameters.current() == hybrid.DEFAULT
    assert parameters.version() == ""
    assert "used.json: it is not JSON. Ascent goes on with its own" in caplog.text
    assert "used.json: it is not JSON" in ascent("model", "show").stdout
    assert ascent.json("model", "use", "default")["problem"] is None


def test_nothing_is_fitted_from_nothing() -> None:
    assert refitting.refit([]) == state.model()
