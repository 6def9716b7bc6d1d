"""What learner code prints, raises and answers commands no terminal that shows it."""

from __future__ import annotations

import json

import pytest
import typer

from ascent.cli import verdict, worker
from ascent.cli.say import Say
from ascent.learner.models import Attempt
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


@pytest.mark.parametrize("as_json", [False, True])
@pytest.mark.parametrize("name", ATTACKS)
def test_a_sentence_that_ends_a_verb_is_text(
    name: str, as_json: bool, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(typer.Exit):
        Say(as_json).fail(f"before {ATTACKS[name]} after")
    said = capsys.readouterr()
    shown = said.out + said.err
    assert "after" in shown
    assert not COMMANDS & set(shown), repr(shown)


@pytest.mark.parametrize("name", ATTACKS)
def test_a_document_says_all_of_it_and_commands_nothing(
    name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    said = {"stdout": f"{ATTACKS[name]}\ud800 \U0001f600 é"}
    Say(as_json=True).document(said)
    shown = capsys.readouterr().out
    assert not COMMANDS & set(shown), repr(shown)
    assert json.loads(shown) == said


@pytest.mark.parametrize("as_json", [False, True])
@pytest.mark.parametrize("name", ATTACKS)
def test_what_a_worker_tells_is_one_line_of_text(
    name: str, as_json: bool, capsys: pytest.CaptureFixture[str]
) -> None:
    worker._Teller(Say(as_json))({"event": "failed", "why": f"{ATTACKS[name]}\nevent=left"})
    shown = capsys.readouterr().out
    assert shown.count("\n") == 1, "no second line can be forged"
    assert not COMMANDS & set(shown), repr(shown)


@pytest.mark.parametrize("name", ATTACKS)
def test_a_verdict_is_text_in_all_its_parts(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    told = f"before {ATTACKS[name]} after"
    checks = [{"outcome": "wrong", "sentence": "It holds.", "message": told}]
    parts = {"checks": checks, "error": told, "stdout": told, "facts": {"fact": told}}
    verdict.show(Say(), Attempt(verdict=parts, outcome="wrong"))
    shown = capsys.readouterr().out
    assert shown.count("after") == 4
    assert not COMMANDS & set(shown), repr(shown)


@pytest.mark.parametrize("name", ATTACKS)
def test_a_breach_in_a_terminal_is_text(name: str) -> None:
    shown = str(Tried(attacks()[0], "wrong", (f"GOT {ATTACKS[name]}",), 0.1))
    assert not COMMANDS & set(shown), repr(shown)
