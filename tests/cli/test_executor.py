"""`ascent executor serve`: what it asks for, and that it lends this machine."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import Result
from typer.testing import CliRunner

import ascent
from ascent.cli.executor import app
from ascent.runner import Job, sandbox
from ascent.runner.executors import pack
from ascent.runner.executors.line import Address
from ascent.runner.executors.remote import RemoteExecutor
from ascent.runner.kits import kits_folder

WORD = "a secret that only this test of the command knows"


@pytest.fixture
def secret(tmp_path: Path) -> Path:
    path = tmp_path / "secret"
    path.write_text(WORD)
    path.chmod(0o600)
    return path


@pytest.fixture
def address(tmp_path: Path, secret: Path) -> Iterator[Address]:
    """Where the command listens, in a process and a home of its own."""
    environment = {
        "PATH": os.environ["PATH"],
        "PYTHONPATH": str(Path(ascent.__file__).parents[1]),
        "ASCENT_HOME": str(tmp_path / "home"),
        "ASCENT_KITS": str(kits_folder()),
    }
    serve = [
        *(sys.executable, "-c", "from ascent.cli.executor import app; app()", "serve", "--json"),
        *("--listen", "127.0.0.1:0", "--secret-file", str(secret)),
    ]
    with subprocess.Popen(serve, stdout=subprocess.PIPE, env=environment, text=True) as process:
        assert process.stdout
        yield Address.of(json.loads(process.stdout.readline())["address"])
        process.send_signal(signal.SIGTERM)
        assert process.wait(30) == 0


def typed(*words: str) -> Result:
    return CliRunner().invoke(app, ["serve", *words], env={"ASCENT_EXECUTOR_SECRET": ""})


def test_it_runs_code_for_who_knows_the_secret(address: Address, tmp_path: Path) -> None:
    executor = RemoteExecutor(address, WORD.encode())
    task, _ = pack(Job("print(6 * 7)"))
    result = executor.start(task).result(60)
    assert result.stdout == "42\n"
    executor.put(b"", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855")
    executor.close()
    assert [path.name[:4] for path in (tmp_path / "home/cache/executor").iterdir()] == ["e3b0"]


def test_it_asks_for_a_secret() -> None:
    result = typed()
    assert result.exit_code == 2
    assert "--secret-file" in result.output


def test_a_secret_that_others_can_read_is_refused(secret: Path) -> None:
    secret.chmod(0o644)
    result = typed("--secret-file", str(secret))
    assert result.exit_code == 2
    assert "chmod 600" in result.output
    assert WORD not in result.output


def test_an_address_that_is_none_is_named(secret: Path) -> None:
    result = typed("--listen", "somewhere", "--secret-file", str(secret))
    assert result.exit_code == 2
    assert "'somewhere' is no address" in result.output


def test_a_certificate_that_is_none_is_named(secret: Path) -> None:
    result = typed("--secret-file", str(secret), "--certificate", str(secret))
    assert result.exit_code == 2
    assert "certificate" in result.output


def test_an_address_that_is_taken_is_named(secret: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ascent.runner.warm", lambda _: True)
    with socket.create_server(("127.0.0.1", 0)) as taken:
        listen = f"127.0.0.1:{taken.getsockname()[1]}"
        result = typed("--listen", listen, "--secret-file", str(secret))
    assert result.exit_code == 1
    assert f"{listen} cannot be listened on" in result.output


def test_where_nothing_is_isolated_it_says_what_it_refuses(
    secret: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    limited = sandbox.Isolation("limited", {"namespaces": "a test"}, "Allow them.")
    monkeypatch.setattr("ascent.runner.isolation", lambda: limited)
    monkeypatch.setattr("ascent.runner.warm", lambda _: True)
    monkeypatch.setattr("ascent.runner.executors.serve.run", lambda *_, **__: None)
    result = typed("--secret-file", str(secret))
    assert "refuses it" in result.output
    assert "Allow them." in result.output
