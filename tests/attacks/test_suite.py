"""The suite itself: each attack says what must hold, is real, and would be noticed."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from ascent.runner import CheckResult, Verdict, job
from ascent.testing import __main__ as command
from ascent.testing import sandbox_check
from ascent.testing.attacks import NEXT_RUN, Attack, attacks, read
from ascent.testing.attacks.bait import Bait
from ascent.testing.sandbox_check import check_sandbox, try_attack

ALL = {one.id: one for one in attacks()}
FAMILIES = {
    "attacking-the-page",
    "attacking-the-parser",
    "confusing-the-checker",
    "escaping",
    "exhausting",
    "forging",
    "persisting",
    "racing",
    "reading",
}
USED_AGAINST_JUDGES = {
    "it leaves politely": "forging/leave-politely",
    "it leaves before the checks": "forging/leave-at-once",
    "it prints a verdict": "forging/printed-verdict",
    "it writes on every descriptor": "forging/frames-on-every-descriptor",
    "it writes through /proc": "reading/own-descriptors-again",
    "it patches json and builtins": "forging/patched-json",
    "it patches the tests' library": "forging/patched-comparison",
    "it plants conftest.py": "forging/planted-modules",
    "a number lies": "forging/number-that-lies",
    "nan beats a tolerance": "forging/nan",
    "it looks at frames": "reading/frames-of-callers",
    "it asks the collector": "reading/everything-the-collector-knows",
    "it reads the grader": "reading/files-by-name",
    "it reads the environment": "reading/environment",
    "it remembers hidden inputs": "reading/memory-of-an-earlier-run",
    "it stops the clock": "forging/stopped-clock",
    "it sets the clock": "escaping/machine-for-everybody",
    "it ignores signals": "exhausting/deaf-loop",
    "it sleeps": "exhausting/sleep-for-ever",
    "it loops in __del__": "exhausting/loop-in-del",
    "it loops at exit": "exhausting/loop-at-exit",
    "it loops in C": "exhausting/loop-in-c",
    "it computes a power": "exhausting/power-without-end",
    "it forks": "exhausting/fork-bomb",
    "it leaves a daemon": "persisting/daemon",
    "it starts threads": "exhausting/thread-bomb",
    "it opens descriptors": "exhausting/descriptor-bomb",
    "it takes memory": "exhausting/memory-by-lists",
    "it takes memory by numpy": "exhausting/memory-by-arrays",
    "it prints gigabytes": "exhausting/output-past-python",
    "it answers a gigabyte": "exhausting/answer-of-a-gigabyte",
    "it fills the disk": "exhausting/disk-by-one-file",
    "it makes files": "exhausting/disk-by-many-files",
    "it writes into packages": "persisting/packages-of-the-kit",
    "it calls home": "escaping/network",
    "it speaks to local sockets": "reading/abstract-sockets",
    "it traces others": "escaping/kernel-surfaces",
    "it signals others": "escaping/signals-to-others",
    "it starts programs": "escaping/processes-by-every-name",
    "it types into a terminal": "escaping/typing-into-a-terminal",
    "it sends a broken array": "attacking-the-parser/array-larger-than-the-world",
    "it crashes": "exhausting/crash",
    "it recurses": "exhausting/recursion",
    "it prints markup": "attacking-the-page/markup-in-output",
    "it draws markup": "attacking-the-page/markup-in-figures",
}
REACHED = Verdict("passed", checks=(CheckResult("doubles", "", "passed"),))


@pytest.mark.parametrize("attack", ALL.values(), ids=list(ALL))
def test_an_attack_says_what_must_hold(attack: Attack) -> None:
    outcomes = set(job.Outcome.__args__)
    assert set(attack.ends) <= outcomes - {"passed", "our-fault", "not-run"}
    assert attack.family in FAMILIES
    assert attack.checks.is_file()
    for text in (attack.about, attack.stopped_by):
        assert text[0].isupper()
        assert text.endswith(".")
    for run in attack.runs:
        compile(run, attack.name, "exec")


def test_what_has_been_used_against_judges_is_among_them() -> None:
    assert set(USED_AGAINST_JUDGES.values()) <= ALL.keys()
    assert len(ALL) > 150
    assert {one.family for one in ALL.values()} == FAMILIES


@pytest.mark.parametrize(
    "head", ["# attack: It acts.\n", "# attack: A.\n# stopped-by: B.\n# ends: wrong\n# odd: x\n"]
)
def test_a_file_that_says_too_little_or_too_much_is_refused(tmp_path: Path, head: str) -> None:
    path = tmp_path / "one.attack.py"
    path.write_text(head + "print(1)\n")
    with pytest.raises(ValueError, match="first lines"):
        read(path)


def test_an_attack_in_two_runs_brings_its_tools_to_both(tmp_path: Path) -> None:
    path = tmp_path / "two.attack.py"
    head = "# attack: A.\n# stopped-by: B.\n# ends: wrong\n# with: bait\n# limits: seconds=0.5\n"
    path.write_text(f"{head}one = 1\n{NEXT_RUN}two = 2\n")
    found = read(path)
    assert [run.splitlines()[-1] for run in found.runs] == ["one = 1", "two = 2"]
    assert all("bait.json" in run for run in found.runs)
    assert found.limits.seconds == 0.5


class TestBackends:
    """What a back-end must not do is noticed."""

    def tried(self, attack_id: str, backend: Any) -> tuple[str, ...]:
        report = check_sandbox(backend, only=[ALL[attack_id]])
        assert report.held == (not report.breaches)
        return report.tried[0].breaches

    def test_points_for_nothing(self) -> None:
        said = self.tried("forging/nan", lambda *given, **named: REACHED)
        assert any("ended as passed" in one for one in said)
        assert any("1 points" in one for one in said)

    def test_a_prize(self) -> None:
        prize = Verdict("wrong", stdout="refused x\nGOT the secret\n")
        assert self.tried("forging/nan", lambda *given, **named: prize) == ("GOT the secret",)

    def test_a_refusal_that_is_not_there(self) -> None:
        said = self.tried("escaping/native-code", lambda *given, **named: Verdict("wrong"))
        assert said == ("It does not see 'refused 1'.",)

    def test_a_secret_in_any_part_of_the_verdict(self) -> None:
        def leaks(job: Any, checks: Path, data: Any, seed: int) -> Verdict:
            return Verdict("wrong", report={"note": data["bait"].hidden.read_text()})

        assert self.tried("forging/nan", leaks) == ("It read a secret.",)

    def test_a_visit_outside(self, bait: Bait) -> None:
        import socket

        def visits(*given: Any, **named: Any) -> Verdict:
            socket.create_connection(bait.tcp.getsockname()).close()
            return Verdict("wrong")

        said = try_attack(ALL["forging/nan"], bait, visits).breaches
        assert said == ("Somebody reached the TCP socket outside.",)

    def test_a_back_end_that_breaks(self) -> None:
        def breaks(*given: Any, **named: Any) -> Verdict:
            raise KeyError("answer")

        said = self.tried("forging/nan", breaks)
        assert said == ("The back-end broke: KeyError: 'answer'",)

    def test_an_honest_one(self) -> None:
        assert self.tried("forging/nan", lambda *given, **named: Verdict("wrong")) == ()


@pytest.mark.skipif(sys.platform != "linux", reason="The attacks are on Linux.")
@pytest.mark.parametrize(
    "name", ["files-by-name", "ways-around-a-name", "memory-of-other-processes", "environment"]
)
def test_outside_a_sandbox_the_attack_gets_its_prize(name: str, bait: Bait, tmp_path: Path) -> None:
    """An attack that could not succeed anywhere would prove nothing."""
    attack = ALL[f"reading/{name}"]
    (tmp_path / "bait.json").write_bytes(bait.told(attack.checks))
    plain = [sys.executable, "-c", attack.runs[0]]
    printed = subprocess.run(
        plain, cwd=tmp_path, capture_output=True, text=True, check=False, timeout=60
    )
    assert "\nGOT " in f"\n{printed.stdout}", printed.stderr


@pytest.mark.skipif(sys.platform != "linux", reason="The attacks are on Linux.")
def test_outside_a_sandbox_a_visit_is_noticed(bait: Bait, tmp_path: Path) -> None:
    attack = ALL["reading/abstract-sockets"]
    (tmp_path / "bait.json").write_bytes(bait.told(attack.checks))
    subprocess.run([sys.executable, "-c", attack.runs[0]], cwd=tmp_path, check=True, timeout=60)
    assert bait.taken() == [
        "Somebody reached the local socket outside.",
        "Somebody reached the abstract socket outside.",
    ]


class TestCommand:
    def test_it_prints_each_attack_and_the_sum(
        self, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
    ) -> None:
        few = (ALL["forging/nan"], ALL["forging/infinity"])
        monkeypatch.setattr(command, "attacks", lambda: few)
        assert command.main(["--sandbox"]) == 0
        printed = capsys.readouterr().out
        assert "held    forging/nan: wrong." in printed
        assert "2 of 2 attacks were held." in printed

    def test_a_breach_is_an_exit_status(
        self, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
    ) -> None:
        monkeypatch.setattr(command, "attacks", lambda: (ALL["forging/nan"],))
        monkeypatch.setattr(sandbox_check, "grade", lambda *given, **named: REACHED)
        assert command.main(["--sandbox"]) == 1
        printed = capsys.readouterr().out
        assert "BREACH  forging/nan" in printed
        assert "0 of 1 attacks were held." in printed

    def test_it_takes_folders_or_the_sandbox(self) -> None:
        for arguments in ([], ["--sandbox", "folder"]):
            with pytest.raises(SystemExit) as left:
                command.main(arguments)
            assert left.value.code == 2
