"""next, open, map, status: where the learner stands, and what comes next."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from itertools import groupby
from pathlib import Path

import pytest

from ascent import clock
from ascent.accounts.models import Person
from ascent.kinds import guide, registry
from ascent.learner import actions, files, placements, queue
from ascent.learner.actions import Graded
from ascent.learner.models import Offer, Visit
from tests.cli.terminal import EXERCISE, Terminal

VERBS = ["start", "next", "open", "check", "watch", "map", "status", "add", "export", "import",
         "doctor"]  # fmt: skip


@pytest.mark.parametrize("verb", [[v] for v in VERBS] + [["curriculum", "check"]])
def test_every_verb_has_help_with_an_example(ascent: Terminal, verb: list[str]) -> None:
    result = ascent(*verb, "--help")
    assert result.exit_code == 0
    assert "Examples:" in result.stdout
    assert f"ascent {' '.join(verb)}" in result.stdout


@pytest.mark.parametrize("verb", [[v] for v in VERBS if v != "watch"] + [["curriculum", "check"]])
def test_every_verb_that_reports_speaks_json(ascent: Terminal, verb: list[str]) -> None:
    assert "--json" in ascent(*verb, "--help").stdout


def test_help_is_shown_without_a_verb(ascent: Terminal) -> None:
    assert all(verb in ascent().output for verb in VERBS)


def test_the_version(ascent: Terminal) -> None:
    assert ascent("--version").stdout == "Ascent 0.1.0\n"


def test_a_misspelt_verb_is_answered_with_the_right_one(ascent: Terminal) -> None:
    result = ascent("che")
    assert result.exit_code == 2
    assert "Did you mean 'check'?" in result.output


def test_a_misspelt_activity_is_answered_with_the_right_one(ascent: Terminal) -> None:
    result = ascent("open", "first-modle")
    assert result.exit_code == 2
    assert "There is no activity “first-modle”. Did you mean first-model" in result.output


def test_a_hostile_name_is_an_unknown_activity(ascent: Terminal, own_home: Path) -> None:
    for name in ("../../etc", "..", "nul"):
        assert ascent("open", name).exit_code == 2
    assert not (own_home / "work").exists()


# ---- next


def test_without_a_loop_next_says_how_to_begin(ascent: Terminal) -> None:
    result = ascent("next")
    assert result.exit_code == 1
    assert "Run `ascent start`" in result.output


def test_next_names_one_step_and_its_reason(ascent: Terminal, loop: Person) -> None:
    step = ascent.json("next")["next"]
    said = ascent("next").stdout
    assert step["title"] in said
    assert step["reason"] in said
    assert step["activity"] in registry.pack().activities


def test_something_else_is_another_step(ascent: Terminal, loop: Person) -> None:
    first = ascent.json("next")["next"]["activity"]
    assert ascent.json("next", "--else")["next"]["activity"] != first


def test_next_and_status_say_what_today_shows(ascent: Terminal, loop: Person) -> None:
    told = ascent.json("next")
    shown = [told["next"], *told["others"]]
    assert len(shown) == 3
    for verb in ("next", "status"):
        said = ascent(verb).stdout
        assert all(o["title"] in said and o["reason"] in said for o in shown)


def test_a_step_is_skipped_by_showing(ascent: Terminal, loop: Person) -> None:
    lesson = next(a for a in registry.pack().of_kind("lesson") if a.main_skill == "py-vars")
    guide.choose(loop, lesson.id)
    shown = ascent.json("next", "--show")["next"]
    assert registry.pack().activities[shown["activity"]].main_skill == "py-vars"
    assert shown["kind"] == "exercise"
    assert ascent("next", "--show").exit_code == 1


def test_next_says_how_to_begin_what_is_done_once_more(ascent: Terminal, loop: Person) -> None:
    first = ascent.json("next")["next"]["activity"]
    Visit.objects.create(learner=loop, activity=first, done=clock.now())
    guide.next_step(loop)
    reason = {"kind": "once-more", "skill": "py-run", "helped": 1, "lights": 1}
    Offer.objects.update(options=[{"activity": first, "p": 1.0, "reasons": [reason]}])
    said = ascent("next").stdout
    assert "without help, and it lights up" in said
    assert f"ascent open {first} --again" in said
    assert "/today/" in said


# ---- open


def test_open_writes_plain_files_and_nothing_of_the_solution(
    ascent: Terminal, own_home: Path
) -> None:
    said = ascent.json("open", EXERCISE)
    folder = own_home / "work" / EXERCISE
    assert Path(said["folder"]) == folder
    assert {"answer.py", "task.md"} < set(said["files"])
    starter = registry.pack().activities[EXERCISE].text("starter.py")
    assert (folder / "answer.py").read_text() == starter
    assert not {"solution.py", "checks.py", "hints.md", "wrong"} & set(said["files"])


def test_open_says_where_a_tour_is_walked(ascent: Terminal) -> None:
    tour = registry.pack().of_kind("tour")[0]
    result = ascent("open", tour.id)
    assert result.exit_code == 1
    assert f"/tour/{tour.id}/" in result.output


def test_open_says_when_it_brought_a_deleted_file_back(ascent: Terminal) -> None:
    ascent("open", EXERCISE)
    path = files.folder(EXERCISE) / "answer.py"
    path.write_text("kept = 1\n")
    ascent("open", EXERCISE)
    path.unlink()
    assert "answer.py was gone" in ascent("open", EXERCISE).stdout
    assert path.read_text() == "kept = 1\n"


def test_open_without_space_says_so(ascent: Terminal, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    result = ascent("open", EXERCISE)
    assert result.exit_code == 1
    assert "The disk is full. Free some space" in result.output


# ---- map and status


def test_the_map_shows_every_skill_with_a_word(ascent: Terminal) -> None:
    skills = registry.pack().skills
    lines = ascent("map", "--list").stdout.splitlines()
    listed = [line.split()[0] for line in lines]
    assert sorted(listed) == sorted(skills)
    areas = [area for area, _ in groupby(skills[name].area for name in listed)]
    assert areas == [area for area in registry.pack().areas if area in areas]
    assert all("within reach" in line or "further up" in line for line in lines)
    assert len(ascent.json("map")["skills"]) == len(skills)


def test_the_map_as_a_tree_counts_by_area(ascent: Terminal) -> None:
    out = ascent("map").stdout
    python = [s for s in registry.pack().skills.values() if s.area == "python"]
    assert f"Python  0 of {len(python)}" in out


def test_what_a_placement_took_as_known_is_nowhere_called_mastered(
    ascent: Terminal, loop: Person
) -> None:
    sitting = placements.begin(loop)
    placements.reply(sitting, 1, placements.Reply("q-split-size", "ml-split", right=True))
    placements.finish(sitting, {"ml-split": 0.9, "py-vars": 0.9}, answers=1)
    listed = ascent("map", "--list").stdout.splitlines()
    assert sum("probably known, by placement" in line for line in listed) == 2
    assert "Python  0 of" in ascent("map").stdout
    assert "0 of" in ascent("status").stdout
    assert "mastered, 2 probably known by a placement" in ascent("status").stdout
    assert "A placement took 2 skills as probably known" in ascent("week").stdout


def test_status_before_and_in_a_loop(ascent: Terminal, ada: Person) -> None:
    said = ascent.json("status")
    assert said["loop"] is None
    assert said["review"] == []


def test_status_shows_the_dates_and_where_you_are(ascent: Terminal, loop: Person) -> None:
    said = ascent.json("status")
    assert said["loop"]["wish"] == "Predict prices"
    assert said["loop"]["step"] == "study"
    out = ascent("status").stdout
    assert said["loop"]["due"]["project"] in out
    assert "<- you are here" in out


# ---- once more


def passed(person: Person) -> None:
    """Pass the exercise after a hint."""
    found = registry.pack().activities[EXERCISE]
    files.save(found, "mine = 1\n", files.read(found).sha)
    actions.take_hint(person, EXERCISE, 3)
    subject = registry.kind_of(found).subject(found)
    attempt = actions.hand_in(person, subject, {"code": "mine = 1\n"}, "web")
    token = queue.claim(attempt.id)
    assert token is not None
    actions.settle(attempt.id, token, subject, Graded("passed", 1.0))


@pytest.fixture
def tomorrow(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[], None]:
    """Moves the clock to the next day, when it is called."""

    def move() -> None:
        (tmp_path / "clock").write_text(str(timedelta(days=1).total_seconds()))
        monkeypatch.setenv("ASCENT_CLOCK", str(tmp_path / "clock"))

    return move


def test_again_begins_from_the_starter_and_keeps_the_file_of_before(
    ascent: Terminal, loop: Person, tomorrow: Callable[[], None]
) -> None:
    passed(loop)
    tomorrow()
    said = ascent.json("open", EXERCISE, "--again")
    folder = Path(said["folder"])
    starter = registry.pack().activities[EXERCISE].text("starter.py")
    assert (folder / "answer.py").read_text() == starter
    assert Path(said["kept"]).read_text() == "mine = 1\n"
    assert Visit.objects.get(activity=EXERCISE).hints == 0


def test_again_twice_goes_on_with_what_was_begun(
    ascent: Terminal, loop: Person, tomorrow: Callable[[], None]
) -> None:
    passed(loop)
    tomorrow()
    assert "from its start and without help" in ascent("open", EXERCISE, "--again").stdout
    (files.folder(EXERCISE) / "answer.py").write_text("half = 1\n")
    assert "your file goes on as it is" in ascent("open", EXERCISE, "--again").stdout
    assert (files.folder(EXERCISE) / "answer.py").read_text() == "half = 1\n"


def test_on_the_day_of_its_pass_again_changes_nothing(ascent: Terminal, loop: Person) -> None:
    passed(loop)
    result = ascent("open", EXERCISE, "--again")
    assert result.exit_code == 0
    assert "counts after a night" in result.stdout
    assert (files.folder(EXERCISE) / "answer.py").read_text() == "mine = 1\n"


def test_what_was_never_passed_is_not_begun_again(ascent: Terminal, loop: Person) -> None:
    result = ascent("open", EXERCISE, "--again")
    assert result.exit_code == 1
    assert "You have not passed" in result.output
    assert "begins again with the next loop" in ascent("open", "rain-tomorrow", "--again").output


def test_open_begins_a_step_anew_that_is_to_be_done_once_more(
    ascent: Terminal, loop: Person, tomorrow: Callable[[], None]
) -> None:
    passed(loop)
    tomorrow()
    guide.next_step(loop)
    reason = {"kind": "once-more", "skill": "py-run", "helped": 1, "lights": 1}
    Offer.objects.update(options=[{"activity": EXERCISE, "p": 1.0, "reasons": [reason]}])
    assert f"ascent open {EXERCISE} --again" in ascent("next").stdout
    assert "kept as answer.before-reset-" in ascent("open").stdout
