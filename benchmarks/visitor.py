"""A server in a home of its own, and somebody who visits it over HTTP."""

from __future__ import annotations

import http.client
import os
import re
import signal
import subprocess
import time
from pathlib import Path
from types import TracebackType
from typing import Self
from urllib.parse import urlencode, urlsplit

ROOT = Path(__file__).parents[1]
ADDRESS = re.compile(r"http://127\.0\.0\.1:\d+/\S+")
NEVER = 120.0  # seconds after which a server that says nothing has failed


def environment(home: Path, packs: Path | None = None) -> dict[str, str]:
    """What Ascent finds in its environment: this home, and a further pack if there is one."""
    kept = {k: v for k, v in os.environ.items() if not k.startswith(("ASCENT_", "DJANGO_", "MAKE"))}
    more = {"ASCENT_PACKS": str(packs)} if packs else {}
    return {**kept, "PYTHONUNBUFFERED": "1", "ASCENT_HOME": str(home), **more}


class Served:
    """A server started by `words`, from the start of the process until the block ends.

    `started` is the value of `time.perf_counter()` at the start, `address` what was printed.
    """

    def __init__(self, words: list[str], env: dict[str, str]) -> None:
        self.started = time.perf_counter()
        self.process = subprocess.Popen(
            words,
            cwd=ROOT,
            env=env,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            start_new_session=True,
        )
        self.address = self._address()

    def _address(self) -> str:
        assert self.process.stdout is not None
        printed: list[str] = []
        for line in self.process.stdout:
            printed.append(line)
            found = ADDRESS.search(line)
            if found:
                return found.group(0)
        raise RuntimeError("The server printed no address. It said:\n" + "".join(printed))

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        os.killpg(self.process.pid, signal.SIGINT)
        try:
            self.process.wait(timeout=10)
        except subprocess.TimeoutExpired:
            os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()


class Visitor:
    """One browser's worth of HTTP: one connection that stays open, and cookies."""

    def __init__(self, address: str) -> None:
        parts = urlsplit(address)
        assert parts.hostname is not None
        self.connection = http.client.HTTPConnection(parts.hostname, parts.port, timeout=NEVER)
        self.cookies: dict[str, str] = {}
        self.first = parts.path + (f"?{parts.query}" if parts.query else "")

    def enter(self) -> float:
        """Open the printed address; `time.perf_counter()` at the first byte of the first page."""
        return self.get(self.first)[0]

    def get(self, path: str) -> tuple[float, float]:
        """Get one page, following redirects.

        Returns `time.perf_counter()` at the answer's first byte, and the milliseconds from the
        last request to the end of its answer.

        Raises:
            RuntimeError: the answer is neither a page nor a redirect to one.
        """
        for _ in range(6):
            began = time.perf_counter()
            self.connection.request("GET", path, headers=self._headers())
            answer = self.connection.getresponse()
            arrived = time.perf_counter()
            text = answer.read().decode("utf-8", "replace")
            took = (time.perf_counter() - began) * 1000
            self._keep_cookies(answer)
            if answer.status == 200:
                return arrived, took
            asked, path = path, answer.getheader("Location") or ""
            if not path:
                raise RuntimeError(f"GET {asked} gave status {answer.status}:\n{text[:2000]}")
        raise RuntimeError(f"GET {self.first} leads from redirect to redirect.")

    def post(self, path: str, **fields: str) -> int:
        """Send a form as a page of ours would; the status of the answer, which is read whole."""
        origin = f"http://{self.connection.host}:{self.connection.port}"
        token = next((v for name, v in self.cookies.items() if "csrf" in name), "")
        sent = {
            **self._headers(),
            "Content-Type": "application/x-www-form-urlencoded",
            "Origin": origin,
            "X-CSRFToken": token,
            "HX-Request": "true",
        }
        self.connection.request("POST", path, urlencode(fields), sent)
        answer = self.connection.getresponse()
        answer.read()
        self._keep_cookies(answer)
        return answer.status

    def _headers(self) -> dict[str, str]:
        pairs = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        return {"Accept": "text/html", **({"Cookie": pairs} if pairs else {})}

    def _keep_cookies(self, answer: http.client.HTTPResponse) -> None:
        for line in answer.headers.get_all("Set-Cookie") or []:
            name, _, value = line.split(";")[0].partition("=")
            self.cookies[name] = value
