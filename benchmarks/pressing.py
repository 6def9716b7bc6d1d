"""Somebody at a real browser who writes an answer and presses the key of Check.

The page is its own stopwatch: every moment is read there, on the clock of the key's own event.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import pairwise
from typing import Any
from urllib.parse import parse_qs

from playwright.sync_api import Page, Response, expect, sync_playwright

from scripts.chromium import FLAGS, MISSING, find

WINDOW = {"width": 1280, "height": 800}
NEVER_MS = 120_000  # after which no verdict has come
PARTS = ("sent", "handed_in", "asked", "answered", "drawn", "in_sight")

# Armed before the key, it keeps a promise of the moments. `there`: the verdict is in the document;
# `drawn`: the frame with it is done; `seen`: its word can be seen, not below the fold.
WATCH = """never => {
  const results = document.querySelector("#results");
  const before = results.querySelector(".verdict");
  const told = {};
  performance.clearResourceTimings();
  document.addEventListener("keydown", function press(event) {
    if (event.key !== "Enter") return;
    told.pressed = event.timeStamp;
    document.removeEventListener("keydown", press, true);
  }, true);
  const requests = () => performance.getEntriesByType("resource")
    .filter((one) => one.initiatorType === "xmlhttprequest")
    .map((one) => (
      { path: new URL(one.name).pathname, began: one.startTime, over: one.responseEnd }
    ));
  const visible = (word) => {
    const box = word.getBoundingClientRect();
    const top = document.elementFromPoint(box.left + box.width / 2, box.top + box.height / 2);
    return word.contains(top);
  };
  window.checked = new Promise((done, fail) => {
    const late = setTimeout(() => fail(new Error("No verdict came.")), never);
    const look = () => {
      if (told.seen === undefined && visible(results.querySelector(".verdict-word"))) {
        told.seen = performance.now();
      }
      if (told.seen === undefined && performance.now() - told.drawn < 3000) {
        requestAnimationFrame(look);
        return;
      }
      clearTimeout(late);
      told.word = results.querySelector(".verdict-word").textContent;
      told.requests = requests();
      done(told);
    };
    const after = (act) => requestAnimationFrame(() => {  // the next task: its frame is drawn
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = act;
      port2.postMessage(null);
    });
    new MutationObserver((_, observer) => {
      const now = results.querySelector(".verdict");
      if (!now || now === before) return;
      told.there = performance.now();
      observer.disconnect();
      after(() => { told.drawn = performance.now(); look(); });
    }).observe(results, { childList: true, subtree: true });
  });
}"""


@dataclass(frozen=True)
class Press:
    """One press of the key: milliseconds since it, and what the verdict said.

    `seen` is when the verdict was on the screen, None when it stayed out of sight. The others
    are the way there, each from the end of the one before: `sent` the first request, `handed_in`
    its answer, `asked` the request for the verdict, `answered` that verdict's arrival, `drawn`
    its frame, `in_sight` what scrolling took after that. A verdict that comes with the first
    answer has 0 for `asked` and `answered`.
    """

    seen: float | None
    sent: float
    handed_in: float
    asked: float
    answered: float
    drawn: float
    in_sight: float
    requests: int
    word: str


def as_press(told: dict[str, Any]) -> Press:
    """A press from the moments that the page has told."""
    began = told["pressed"]
    ours = [one for one in told["requests"] if re.search(r"/(check|attempt)/", one["path"])]
    first, last = ours[0], ours[-1]
    turns = [began, first["began"], first["over"]]
    turns += [ours[1]["began"], last["over"]] if len(ours) > 1 else [first["over"]] * 2
    turns += [told["drawn"], told.get("seen") or told["drawn"]]
    parts = dict(zip(PARTS, (end - start for start, end in pairwise(turns)), strict=True))
    seen = told["seen"] - began if told.get("seen") is not None else None
    return Press(seen, **parts, requests=len(ours), word=told["word"])


class Learner:
    """A page of a browser that has come in by the printed address."""

    def __init__(self, page: Page, address: str) -> None:
        self.page = page
        self.origin = "/".join(address.split("/")[:3])
        page.goto(address)

    def open(self, path: str) -> None:
        """A task, until its editor takes text."""
        self.page.goto(self.origin + path)
        self.page.wait_for_load_state()
        expect(self._editor()).to_be_visible()

    def write(self, code: str, below: int) -> None:
        """Paste `code` over all that is in the editor, and wait until the page has saved it. The
        cursor stays `below` lines above the end: where the answer is written."""
        self.page.evaluate("text => navigator.clipboard.writeText(text)", code)
        with self._saving(code):
            self._editor().click()
            self.page.keyboard.press("ControlOrMeta+A")
            self.page.keyboard.press("ControlOrMeta+V")
        expect(self.page.locator("[data-editor-status]")).to_have_text("Saved")
        for _ in range(below):
            self.page.keyboard.press("ArrowUp")

    def check(self) -> Press:
        """Press the key of Check and wait for the verdict."""
        self.page.evaluate(WATCH, NEVER_MS)
        self.page.keyboard.press("ControlOrMeta+Enter")
        return as_press(self.page.evaluate("() => window.checked"))

    def _editor(self) -> Any:
        return self.page.get_by_role("textbox", name="Your code")

    def _saving(self, code: str) -> Any:
        def carries(answer: Response) -> bool:
            if not answer.url.endswith("/save/") or answer.request.method != "POST":
                return False
            sent = parse_qs(answer.request.post_data or "", keep_blank_values=True)
            return sent.get("text") == [code]

        return self.page.expect_response(carries)


def lines_below(starter: str, solution: str) -> int:
    """How many lines of the starter stand, as they were, below the last one that is to change."""
    pieces = difflib.SequenceMatcher(
        None, starter.splitlines(), solution.splitlines(), autojunk=False
    ).get_opcodes()
    tag, begin, end, *_ = pieces[-1] if pieces else ("", 0, 0)
    return end - begin if tag == "equal" else 0


@contextmanager
def at_a_browser(address: str) -> Iterator[Learner]:
    """A browser that has never been here comes in by `address`. Raises SystemExit without one."""
    path = find()
    if path is None:
        raise SystemExit(MISSING)
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=path, args=FLAGS)
        context = chromium.new_context(viewport=WINDOW)  # type: ignore[arg-type]
        context.grant_permissions(["clipboard-read", "clipboard-write"])
        context.set_default_timeout(60_000)
        yield Learner(context.new_page(), address)
        chromium.close()
