"""What learner code prints, raises and answers commands no terminal that shows it."""

from __future__ import annotations

import pytest

from ascent.cli.say import Say
from ascent.testing.attacks import attacks
from ascent.testing.sandbox_check import Tried

ATTACKS = {
    "a title": "\x1b]0;mine\x07",
    "the clipboard": "\x1b]52;c;cm0gLXJmIH4=\x07",
    "a cleared screen": "\x1b[2J\x1b[H",
    "a link": "\x1b]8;;http://evil.example/\x1b\\text\x1b]8;;\x1b\\",
    "one byte for two": "\x9b31m",
    "a line written over": "Fails\rHolds",
    "letters taken back": "Fails\b\b\b\b\bHolds",
    "a turned line": "\u202edessap",
}
COMMANDS = set("\x00\x07\x08\x0b\x0c\r\x1b\x7f\x9b\x9d\u202a\u202b\u202d\u202e\u2066\u2067\u2068")


@pytest.mark.parametrize("name", ATTACKS)
def test_a_verdict_in_a_terminal_is_text(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    Say().line(f"before {ATTACKS[name]} after", style="red")
    shown = capsys.readouterr().out
    assert "before" in shown
    assert "after" in shown
    assert not COMMANDS & set(shown), repr(shown)


@pytest.mark.parametrize("name", ATTACKS)
def test_a_breach_in_a_terminal_is_text(name: str) -> None:
    shown = str(Tried(attacks()[0], "wrong", (f"GOT {ATTACKS[name]}",), 0.1))
    assert not COMMANDS & set(shown), repr(shown)
