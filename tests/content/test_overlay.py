"""A pack laid over another adds to it, and replaces only what it says it replaces."""

from pathlib import Path

import pytest

from ascent.curriculum import Pack, load
from ascent.kinds import content_kinds
from tests.content import tiny_pack

HEADER = tiny_pack.FILES["pack.toml"].replace("tiny", "school")

NEW_SKILL = """\
area = "models"

[[skill]]
id = "ml-school"
title = "Fit what the school measured"
topic = "fitting"
depth = "use"
minutes = 15
about = "You fit a model to your own table."
needed = ["ml-fit"]
"""


@pytest.fixture
def below(tmp_path: Path) -> Path:
    return tiny_pack.write(tmp_path / "tiny")


def over(below: Path, files: dict[str, str | bytes]) -> Pack:
    school = tiny_pack.write(below.parent / "school", {"pack.toml": HEADER, **files})
    return load([below, school], content_kinds())


def test_new_entries_join_the_pack(below: Path) -> None:
    pack = over(below, {"map/extra.toml": NEW_SKILL})
    assert pack.skills["ml-school"].needed[0].skill == "ml-fit"
    assert "ml-fit" in pack.skills
    assert pack.id == "tiny"
    assert [problem.id for problem in pack.problems] == ["map.W115"]
    assert pack.problems[0].path == "school/map/extra.toml"


def test_an_entry_that_says_replaces_takes_the_place(below: Path) -> None:
    changed = NEW_SKILL.replace("ml-school", "ml-why").replace(
        '"\ntitle', '"\nreplaces = true\ntitle'
    )
    pack = over(below, {"map/extra.toml": changed})
    assert pack.errors == ()
    assert pack.skills["ml-why"].minutes == 15


def test_an_activity_can_be_replaced_with_its_folder(below: Path) -> None:
    home = "exercises/python/first-mean/"
    files = {name: text for name, text in tiny_pack.FILES.items() if name.startswith(home)}
    marker = home + "exercise.toml"
    files[marker] = "replaces = true\n" + files[marker].replace("minutes = 5", "minutes = 9")
    pack = over(below, dict(files))
    assert pack.errors == ()
    assert pack.activities["first-mean"].minutes == 9
    assert pack.activities["first-mean"].folder.is_relative_to(below.parent / "school")


def test_the_same_id_without_replaces_is_an_error_and_changes_nothing(below: Path) -> None:
    pack = over(below, {"map/extra.toml": NEW_SKILL.replace("ml-school", "ml-why")})
    (problem,) = pack.errors
    assert (problem.id, problem.path, problem.line) == ("ids.E807", "school/map/extra.toml", 4)
    assert pack.skills["ml-why"].minutes == 40


def test_an_entry_cannot_replace_one_of_another_kind(below: Path) -> None:
    changed = NEW_SKILL.replace("ml-school", "first-mean")
    pack = over(below, {"map/extra.toml": changed.replace("title", "replaces = true\ntitle")})
    assert [problem.id for problem in pack.errors] == ["ids.E808"]
    assert pack.kinds["first-mean"] == "exercise"


def test_two_packs_without_problems_stay_without_when_the_upper_one_is_empty(below: Path) -> None:
    assert over(below, {}).problems == ()
