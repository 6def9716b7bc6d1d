"""Reasons as a beginner reads them: one or two short sentences each, with the pack's own names."""

import re
from datetime import date

import pytest

from ascent.coach.reasons import SENTENCES, Facts, Reason, Telling, tell
from ascent.kinds import registry

MOST = 141  # characters of one reason, with the two longest names of the map in it
LONGEST = sorted((s.title for s in registry.pack().skills.values()), key=len)[-2:]
TELLING = Telling(lambda skill: LONGEST[skill == "goal"], date(2026, 3, 5))
FACTS: Facts = {
    "skill": "skill", "goal": "goal", "gap": "goal", "minutes": 8, "count": 12, "loop": 12,
    "line": "print(f'{saved:.0%} less error than a timetable')  # " + "x" * 60, "of_ten": 7,
    "day": "2025-09-17", "wish": "to see " * 40, "answered": 2, "of": 5, "for": "goal",
}  # fmt: skip
WAYS = [
    {"by": by, "lesson": d, "helped": d, "lights": d, "within": d, "done": d}
    for by in ("project", "interest", "reading")
    for d in (0, 1)
]


@pytest.mark.parametrize("kind", SENTENCES)
def test_a_reason_is_one_or_two_short_sentences(kind: str) -> None:
    for way in WAYS:
        said = tell(Reason(kind, {**FACTS, **way}), TELLING)
        quoted = re.sub(r"“[^”]*”|`[^`]*`", "it", said)
        assert len(said) <= MOST, said
        assert quoted.count(". ") <= 1, said
        assert len(re.findall(r", (which|whose|where|when|whatever)\b", quoted)) <= 1, said


def test_a_long_wish_and_a_long_line_are_cut_where_a_word_ends() -> None:
    wish = tell(Reason("tour", {"wish": "I want to " + "understand " * 20}), TELLING)
    assert "understand…”" in wish
    line = tell(Reason("opens", {"skill": "s", "line": "`x = 1`", "lesson": 0}), TELLING)
    assert line.endswith("a line of the tour: `x = 1`.")
    assert "“to guess”." in tell(Reason("tour", {"wish": "to guess."}), TELLING)
