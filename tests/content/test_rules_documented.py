"""Every rule has its sentence in the authors' documentation."""

import re
from pathlib import Path

from ascent.curriculum.problems import BEHAVIOUR_RULES, RULES

PAGE = Path(__file__).parents[2] / "docs" / "author" / "packs.md"


def test_the_page_for_authors_lists_every_rule_with_its_sentence() -> None:
    rows = re.findall(r"^\| `(\w+\.[EW]\d{3})` \| (.+) \|$", PAGE.read_text("utf-8"), re.MULTILINE)
    assert dict(rows) == RULES | BEHAVIOUR_RULES


def test_no_two_rules_share_an_id() -> None:
    assert not RULES.keys() & BEHAVIOUR_RULES.keys()
