"""The documentation does not rot: links lead somewhere, and what it names exists."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])
NAMES = [str(page.relative_to(ROOT)) for page in PAGES]
LINK = re.compile(r"\]\(([^)#\s]+)(?:#[^)]*)?\)")
CODE = re.compile(r"^```.*?^```|`[^`\n]*`", re.M | re.S)
VARIABLE = re.compile(r"\bASCENT_[A-Z_]+\b")
every_page = pytest.mark.parametrize("page", PAGES, ids=NAMES)


@every_page
def test_its_links_lead_to_files(page: Path) -> None:
    text = CODE.sub("", page.read_text())
    local = [link for link in LINK.findall(text) if ":" not in link]
    missing = [link for link in local if not (page.parent / link).exists()]
    assert missing == []


@every_page
def test_its_make_targets_exist(page: Path) -> None:
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(), re.M))
    named = set(re.findall(r"(?:^|`)make ([a-z-]+)", page.read_text(), re.M))
    assert named <= targets


@every_page
def test_it_has_one_title(page: Path) -> None:
    assert len(re.findall(r"^# ", CODE.sub("", page.read_text()), re.M)) == 1


@every_page
def test_every_page_can_be_reached_from_the_index(page: Path) -> None:
    reached: set[Path] = set()
    waiting = [ROOT / "README.md"]
    while waiting:
        here = waiting.pop().resolve()
        if here not in reached and here.exists():
            reached.add(here)
            links = [link for link in LINK.findall(here.read_text()) if link.endswith(".md")]
            waiting += [here.parent / link for link in links]
    assert page.resolve() in reached


def test_every_setting_that_the_code_reads_is_documented() -> None:
    sources = [path for path in (ROOT / "src").rglob("*.py") if "tests" not in path.parts]
    read = {name for path in sources for name in VARIABLE.findall(path.read_text())}
    told = set(VARIABLE.findall((ROOT / "docs/operator/settings.md").read_text()))
    assert read - told == set()


def test_every_page_that_the_code_names_exists() -> None:
    sources = [path for path in (ROOT / "src").rglob("*.py") if "tests" not in path.parts]
    named = {page for path in sources for page in re.findall(r"docs/[\w/-]+\.md", path.read_text())}
    assert {page for page in named if not (ROOT / page).exists()} == set()
