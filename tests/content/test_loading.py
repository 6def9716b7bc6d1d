"""Loading: everything at once, nothing raised, the same answer twice, and quick."""

import tempfile
import threading
from pathlib import Path
from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ascent.curriculum import PackCache, load
from ascent.curriculum import cache as caching
from ascent.kinds import content_kinds
from tests.content import tiny_pack
from tests.content.test_each_rule import BREAKS, Break


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tiny_pack.write(tmp_path / "pack")


def independent_breaks() -> list[Break]:
    """Breaks that change one piece of text and can stand together in one pack."""
    chosen: list[Break] = []
    files: dict[str, str] = dict(tiny_pack.FILES)
    for broken in BREAKS:
        syntax = broken.rule.endswith(("01", "07")) or "ids." in broken.rule
        if not broken.old or not isinstance(broken.new, str) or broken.more or syntax:
            continue
        if files[broken.path].count(broken.old) == 1:
            files[broken.path] = files[broken.path].replace(broken.old, broken.new)
            chosen.append(broken)
    return chosen


def test_a_pack_with_forty_mistakes_reports_them_all_at_once(tmp_path: Path) -> None:
    files: dict[str, str | bytes] = dict(tiny_pack.FILES)
    chosen = independent_breaks()
    for broken in chosen:
        text = files[broken.path]
        assert isinstance(text, str)
        assert isinstance(broken.new, str)
        files[broken.path] = text.replace(broken.old, broken.new)
    pack = load([tiny_pack.write(tmp_path, files)], content_kinds())
    assert len(chosen) >= 40
    assert len({(p.id, p.path, p.line) for p in pack.problems}) >= 40
    assert list(pack.problems) == sorted(pack.problems)


def test_an_empty_folder_and_a_missing_one_are_no_packs(tmp_path: Path) -> None:
    for folder in (tmp_path, tmp_path / "nowhere"):
        pack = load([folder], content_kinds())
        assert "pack.E010" in [problem.id for problem in pack.problems]
        assert not pack.activities


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.integers(0, 10**6))
def test_whatever_is_in_the_files_loading_raises_nothing(seed: int) -> None:
    rng = Random(seed)
    files: dict[str, str | bytes] = dict(tiny_pack.FILES)
    for name in rng.sample(sorted(files), 6):
        raw = bytearray(str(files[name]).encode())
        for _ in range(rng.randint(1, 8)):
            at = rng.randint(0, len(raw))
            raw[at : at + rng.randint(0, 12)] = rng.choice(
                [b"", b"\x00", b"]", b"[[", b'"""', b"= 1\n", b"{", b"\xff", b"nan", b"[]", b"\r\n"]
            )
        files[name] = bytes(raw)
    with tempfile.TemporaryDirectory() as folder:
        load([tiny_pack.write(Path(folder), files, lock=False)], content_kinds())


def test_an_activity_knows_its_step(folder: Path) -> None:
    activities = load([folder], content_kinds()).activities
    assert activities["first-mean"].step == "language"
    assert activities["q-average-is"].step == "libraries"
    assert activities["tour-heights"].step == "study"
    assert activities["project-heights"].step == "project"


def test_the_content_hash_follows_what_a_learner_meets(folder: Path) -> None:
    def hashes() -> dict[str, str]:
        activities = load([folder], content_kinds()).activities
        return {name: activity.content_hash for name, activity in activities.items()}

    before = hashes()
    assert hashes() == before
    (folder / "exercises/python/first-mean/prompt.md").write_text("Another prompt.\n")
    after = hashes()
    assert {name for name in after if after[name] != before[name]} == {"first-mean"}
    source = folder / "data/heights/hidden.csv"
    source.write_text("name,height\nSofia,166\n")
    final = hashes()
    changed = {name for name in final if final[name] != after[name]}
    assert changed == {"first-mean", "lesson-averages", "tour-heights", "project-heights"}


def test_the_hash_of_a_question_is_its_own(folder: Path) -> None:
    before = load([folder], content_kinds()).activities
    path = folder / "questions/models/averages.toml"
    path.write_text("# a remark\n" + path.read_text().replace("That is the sum.", "It is the sum."))
    after = load([folder], content_kinds()).activities
    changed = [n for n in after if after[n].content_hash != before[n].content_hash]
    assert changed == ["q-average-of-two"]


def test_a_quick_look_gives_the_same_pack(folder: Path) -> None:
    thorough = load([folder], content_kinds())
    quick = load([folder], content_kinds(), thorough=False)
    assert quick.activities == thorough.activities
    assert quick.skills == thorough.skills
    assert quick.interests == thorough.interests
    assert quick.data == thorough.data
    assert quick.figures == thorough.figures


def test_a_pack_cannot_be_changed(folder: Path) -> None:
    pack = load([folder], content_kinds())
    with pytest.raises(TypeError):
        pack.skills["x"] = pack.skills["ml-fit"]
    with pytest.raises(AttributeError):
        pack.title = "Mine"


def test_the_cache_reads_again_only_when_a_file_has_changed(folder: Path) -> None:
    now = [0.0]
    cache = PackCache(content_kinds(), patience=1.0, clock=lambda: now[0])
    first = cache.load([folder])
    now[0] = 5.0
    assert cache.load([folder]) is first
    path = folder / "map/models.toml"
    path.write_text(path.read_text().replace("minutes = 40", "minutes = 45"))
    assert cache.load([folder]) is first  # still patient
    now[0] = 6.5
    assert cache.load([folder]).skills["ml-why"].minutes == 45
    (folder / "questions/models/averages.toml").unlink()
    now[0] = 8.0
    assert "q-steps" not in cache.load([folder]).activities


class Turns(threading.Event):
    """A stop after some turns, each of which takes its time on the clock of the test."""

    def __init__(self, now: list[float], turns: int) -> None:
        super().__init__()
        self.now, self.left = now, turns

    def wait(self, timeout: float | None = None) -> bool:
        self.now[0] += timeout or 0.0
        self.left -= 1
        return self.left < 0


def test_whoever_looks_ahead_spares_others_the_look(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    now = [0.0]
    cache = PackCache(content_kinds(), patience=1.0, clock=lambda: now[0])
    first = cache.load([folder])
    (folder / "questions/models/averages.toml").unlink()
    cache.look_ahead(Turns(now, 5))
    monkeypatch.setattr(caching, "fingerprint", None)  # nobody looks now
    found = cache.load([folder])
    assert found is not first
    assert "q-steps" not in found.activities


def test_nobody_looks_ahead_for_nobody(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    now = [0.0]
    cache = PackCache(content_kinds(), patience=1.0, clock=lambda: now[0])
    cache.look_ahead(Turns(now, 2))  # before anybody has asked
    cache.load([folder])
    now[0] += caching.REST + 1.0
    monkeypatch.setattr(caching, "fingerprint", None)
    cache.look_ahead(Turns(now, 5))


def test_another_set_of_folders_is_another_pack(folder: Path, tmp_path: Path) -> None:
    cache = PackCache(content_kinds())
    first = cache.load([folder])
    assert cache.load([tmp_path / "nowhere"]) is not first


def test_areas_keep_the_order_in_which_the_map_lists_them(tmp_path: Path) -> None:
    pack = load([tiny_pack.write(tmp_path)], content_kinds())
    assert list(pack.areas) == ["python", "data-tools", "models"]
    assert list(pack.skills) == sorted(pack.skills)
