"""The pack that Ascent ships: without an error, and as large as it promises."""

from pathlib import Path

import pytest

from ascent.curriculum import Pack, load
from ascent.curriculum.schemas import schema_texts
from ascent.kinds import content_kinds

CURRICULUM = Path(__file__).parents[2] / "curriculum"


@pytest.fixture(scope="module")
def pack() -> Pack:
    return load([CURRICULUM], content_kinds())


def test_it_has_no_problem(pack: Pack) -> None:
    assert [str(problem) for problem in pack.problems] == []


def test_it_is_as_large_as_it_promises(pack: Pack) -> None:
    assert len(pack.skills) >= 40
    assert len(pack.of_kind("lesson")) >= 12
    assert len(pack.of_kind("exercise")) >= 40
    assert len(pack.of_kind("question")) >= 80
    assert len(pack.data) >= 4
    asked = {activity.spec.kind for activity in pack.of_kind("question")}
    assert asked == {"numeric", "one-of", "several-of", "order", "predict-output"}


def test_the_schemas_for_editors_are_those_of_the_models() -> None:
    written = {path.name: path.read_text("utf-8") for path in (CURRICULUM / "schemas").iterdir()}
    assert written == schema_texts(content_kinds()), (
        "run python -m ascent.curriculum --write-schemas"
    )
