"""The secret that both sides share."""

from __future__ import annotations

from pathlib import Path

import pytest

from ascent.runner.executors import secret

KEY = b"k" * 32


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "secret"
    path.write_text("x" * 40 + "\n")
    path.chmod(0o600)
    return path


def test_it_is_read_without_the_end_of_its_line(file: Path) -> None:
    assert secret.read(file) == b"x" * 40


def test_a_file_that_others_can_read_keeps_no_secret(file: Path) -> None:
    file.chmod(0o640)
    with pytest.raises(secret.BadSecret, match="chmod 600"):
        secret.read(file)


@pytest.mark.parametrize("text", ["", "short", "é" * 40])
def test_a_secret_that_can_be_guessed_is_none(file: Path, text: str) -> None:
    file.write_text(text)
    with pytest.raises(secret.BadSecret) as bad:
        secret.read(file)
    assert text not in str(bad.value) or not text


def test_a_file_that_is_not_there_is_named_with_the_line_that_makes_it(tmp_path: Path) -> None:
    with pytest.raises(secret.BadSecret, match="token_urlsafe"):
        secret.read(tmp_path / "none")


def test_the_environment_names_the_file(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ASCENT_EXECUTOR_SECRET", str(file))
    assert secret.from_environment() == b"x" * 40
    monkeypatch.delenv("ASCENT_EXECUTOR_SECRET")
    with pytest.raises(secret.BadSecret, match="ASCENT_EXECUTOR_SECRET"):
        secret.from_environment()


def test_a_proof_holds_for_one_side_and_one_meeting() -> None:
    said = secret.proof(KEY, "client", "a", "b")
    assert secret.proves(KEY, "client", "a", "b", said)
    assert not secret.proves(KEY, "server", "a", "b", said)
    assert not secret.proves(KEY, "client", "a", "c", said)
    assert not secret.proves(b"j" * 32, "client", "a", "b", said)
    for odd in (None, 1, "", "é" * 64, said.upper(), said[:-1]):
        assert not secret.proves(KEY, "client", "a", "b", odd)
    assert KEY.hex() not in said
