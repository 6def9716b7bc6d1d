"""A failing answer that does what a known wrong answer does gets its name and its hint."""

import shutil
import threading
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from ascent.curriculum.activity import Activity
from ascent.kinds import mistakes, registry
from ascent.kinds.base import Submission
from ascent.kinds.workbench import diagnosis, grader
from ascent.learner.actions import Graded
from ascent.runner.job import Job, Verdict
from ascent.runner.worker import Grader
from ascent.testing.rewriting import rewritten
from ascent.testing.wrong import WrongAnswer, wrong_answers

pytestmark = pytest.mark.usefixtures("warm_kit")
TASK = "nearest-centre"


@pytest.fixture
def activity(own_home: Path) -> Activity:
    return registry.pack().activities[TASK]


@pytest.fixture
def probed(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The code of every file that is probed from now on."""
    codes: list[str] = []
    really = Grader.grade

    def counting(self: Grader, job: Job, seed: int, *, probe: bool = False) -> Verdict:
        codes.extend([job.code] if probe else [])
        return really(self, job, seed, probe=probe)

    monkeypatch.setattr(Grader, "grade", counting)
    return codes


def graded(activity: Activity, code: str, seed: int = 77) -> Graded:
    return grader.grade(Submission(activity, {"code": code}, seed))


def test_every_known_mistake_gets_its_name_and_hint_however_it_is_written(
    activity: Activity,
) -> None:
    for wrong in wrong_answers(activity.folder):
        found = graded(activity, rewritten(wrong.code))
        assert found.misconception == wrong.misconception
        assert found.verdict["hint"] == wrong.hint


def test_the_wrong_answers_are_probed_once(activity: Activity, probed: list[str]) -> None:
    known = wrong_answers(activity.folder)
    graded(activity, known[0].code)
    assert sorted(probed) == sorted([*(one.code for one in known), known[0].code])
    probed.clear()
    graded(activity, known[1].code)
    assert probed == [known[1].code]


def test_an_answer_that_passes_or_fails_in_its_own_way_is_not_run_again(
    activity: Activity, probed: list[str]
) -> None:
    for code in (activity.text("solution.py"), activity.text("starter.py"), "x = 1", "1 / 0"):
        found = graded(activity, code)
        assert not found.misconception
        assert "hint" not in found.verdict
    assert not probed


def test_the_words_of_a_mistake_without_its_behaviour_are_not_enough(
    activity: Activity, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The same check says the same, and the values are others."""
    wrong = next(one for one in wrong_answers(activity.folder) if "loop" not in one.path.name)
    found = graded(activity, wrong.code)
    assert found.misconception
    traces = {one.file: one.trace for one in diagnosis.learn(activity, threading.Event())}
    other = [
        replace(step, seeds=tuple({**seed, "sums": [9e9, 9e9]} for seed in step.seeds))
        for step in traces[wrong.path.name]
    ]
    monkeypatch.setattr(diagnosis, "trace_of", lambda _: tuple(other))
    assert not graded(activity, wrong.code).misconception


def test_what_could_be_two_mistakes_is_named_as_none(activity: Activity, tmp_path: Path) -> None:
    folder = tmp_path / TASK
    shutil.copytree(activity.folder, folder)
    wrong = wrong_answers(folder)[0]
    head, _, body = wrong.code.partition(f"# misconception: {wrong.misconception}")
    (folder / "wrong" / "twin.py").write_text(f"{head}# misconception: its-twin{body}")
    twins = replace(activity, folder=folder, content_hash="twins")
    assert not graded(twins, wrong.code).misconception
    assert graded(activity, wrong.code).misconception == wrong.misconception


def test_a_search_that_fails_costs_no_verdict(
    activity: Activity, monkeypatch: pytest.MonkeyPatch
) -> None:
    wrong = wrong_answers(activity.folder)[0]

    def broken(*_: object) -> None:
        raise OSError("the disk is full")

    monkeypatch.setattr(mistakes, "keep", broken)
    found = graded(activity, wrong.code)
    assert (found.outcome, found.misconception) == ("wrong", "")


def test_what_takes_long_is_not_run_once_more(
    activity: Activity, probed: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(diagnosis, "SLOW", 0.0)
    assert not graded(activity, wrong_answers(activity.folder)[0].code).misconception
    assert not probed


def test_a_page_hears_of_each_check_once(activity: Activity) -> None:
    told: list[dict[str, Any]] = []
    wrong = wrong_answers(activity.folder)[0]
    submission = Submission(activity, {"code": wrong.code}, 77, on_event=told.append)
    found = grader.grade(submission)
    assert found.misconception == wrong.misconception
    checks = [one["result"]["name"] for one in told if one["event"] == "check"]
    assert checks == [one["name"] for one in found.verdict["checks"]]


class TestKept:
    """What wrong answers do is kept by content."""

    @pytest.fixture
    def learnt(self, activity: Activity) -> WrongAnswer:
        diagnosis.learn(activity, threading.Event())
        return wrong_answers(activity.folder)[0]

    def test_it_is_read_as_it_was_found_out(self, activity: Activity, learnt: WrongAnswer) -> None:
        kept = mistakes.kept(activity)
        assert kept is not None
        assert [one.file for one in kept] == [w.path.name for w in wrong_answers(activity.folder)]
        assert kept[0].misconception == learnt.misconception
        assert kept[0].trace[-1].check == learnt.fails

    def test_another_content_is_another_and_takes_its_place(
        self, activity: Activity, learnt: WrongAnswer, own_home: Path
    ) -> None:
        changed = replace(activity, content_hash="0" * 64)
        assert mistakes.kept(changed) is None
        mistakes.keep(changed, [])
        assert mistakes.kept(changed) == ()
        assert mistakes.kept(activity) is None
        assert len(list((own_home / "cache" / "mistakes" / TASK).iterdir())) == 1

    def test_what_cannot_be_read_is_found_out_again(
        self, activity: Activity, learnt: WrongAnswer, own_home: Path
    ) -> None:
        (file,) = (own_home / "cache" / "mistakes" / TASK).iterdir()
        for text in ("", "[1]", '{"a": 1}', "[{}]"):
            file.write_text(text)
            assert mistakes.kept(activity) is None


def test_what_one_task_has_to_find_out_holds_no_other_up(
    activity: Activity, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = replace(activity, id="other")
    both = threading.Barrier(2)
    begun: list[str] = []

    def probes(task: Activity, codes: list[str], cancel: threading.Event) -> list[Any]:
        begun.append(task.id)
        both.wait(60)
        return []

    monkeypatch.setattr(diagnosis, "_probes", probes)
    monkeypatch.setattr(diagnosis, "wrong_answers", lambda folder: [])
    with ThreadPoolExecutor(4) as pool:
        found = [
            pool.submit(diagnosis.learn, task, threading.Event())
            for task in (activity, activity, other, other)
        ]
        assert [one.result() for one in found] == [()] * 4
    assert sorted(begun) == sorted([activity.id, other.id]), "each is found out once"


def test_a_task_that_somebody_opens_is_learnt_ahead(
    activity: Activity, monkeypatch: pytest.MonkeyPatch
) -> None:
    stop = threading.Event()
    monkeypatch.setattr(diagnosis, "PAUSE", 0.0)
    really = diagnosis.learn

    def learn(*args: Any) -> Any:
        try:
            return really(*args)
        finally:
            stop.set()

    monkeypatch.setattr(diagnosis, "learn", learn)
    diagnosis.expect(activity)
    diagnosis.learn_expected(stop)
    assert mistakes.kept(activity) is not None
