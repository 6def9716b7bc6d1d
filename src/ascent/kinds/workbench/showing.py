"""What the templates show of runs, verdicts and questions. Pure, but for addresses."""

from __future__ import annotations

import base64
from collections.abc import Mapping, Sequence
from typing import Any

from django.urls import reverse

from ascent.kinds.workbench.explaining import explain
from ascent.learner.models import Attempt
from ascent.learner.storable import clean
from ascent.runner.job import RunResult, Table

STATES = {"passed": "pass", "not-run": "pending"}
FACTS = {"score": "your model, on unseen data", "baseline": "baseline"}
SENTENCES = {
    "passed": "Every check passes.",
    "wrong": "Some of it is not there yet. The first open check says what was found.",
    "crashed": "Your code raised an error before the checks could finish.",
    "out-of-time": "Your code ran longer than this task allows. Look for a loop that never ends.",
    "out-of-memory": "Your code asked for more memory than this task allows.",
    "flooded": "Your code printed more than can be shown. Look for a print inside a long loop.",
    "forbidden": "Your code tried something that the sandbox does not allow.",
    "our-fault": "The check itself failed. This attempt does not count; try again.",
    "cancelled": "You stopped it. It counts for nothing.",
}


Columns = Mapping[str, Sequence[str]]


def run(result: RunResult, code: str, columns: Columns, label: str = "Output") -> dict[str, Any]:
    """A run of `code` as the output template takes it. What UTF-8 cannot write is replaced.

    `columns` are those of the data files beside the code, for a better word on errors.
    """
    said = explain(result.error, code, line=result.line, files=columns)
    text = result.stdout + (f"\n{result.value}" if result.value else "")
    if result.stderr:
        text = f"{text}\n{result.stderr}".strip("\n")
    shown = {
        "outcome": result.outcome,
        "message": said or result.message or SENTENCES[result.outcome],
        "text": text.strip("\n"),
        "error": result.error,
        "label": label,
        "note": f"{result.seconds:.2f} s",
        "tables": [table(t) for t in result.tables],
        "figures": [
            {
                "src": "data:image/png;base64," + base64.b64encode(f.png).decode(),
                "alt": alt(f.about),
            }
            for f in result.figures
            if f.png
        ],
    }
    return {key: clean(value) for key, value in shown.items()}


def stopped(text: str, seconds: float) -> dict[str, Any]:
    """A run that was ended by its Stop button, with what it printed until then."""
    return {
        "outcome": "cancelled",
        "message": "You stopped this run. Below is what it printed until then.",
        "text": clean(text).strip("\n"),
        "label": "Output",
        "note": f"{seconds:.1f} s",
    }


def table(t: Table) -> dict[str, Any]:
    """A table with its index as the first column, and what was left out as its caption."""
    rows = [[i, *cells] for i, cells in zip(t.index, t.cells, strict=True)]
    if t.gap_after is not None:
        rows.insert(t.gap_after, ["…"] * (len(t.names) + 1))
    return {
        "columns": ["", *t.names],
        "rows": rows,
        "caption": f"{t.rows} rows, {t.columns} columns",
    }


def alt(about: Any) -> str:
    """A sentence that says what a figure shows, from its labels."""
    axes = [a for a in about.get("axes", []) if isinstance(a, dict)]
    said = [
        " ".join(
            part
            for part in (
                str(a.get("title") or ""),
                f"{a['ylabel']} against {a['xlabel']}"
                if a.get("xlabel") and a.get("ylabel")
                else "",
            )
            if part
        )
        for a in axes
    ]
    return "Plot drawn by your code. " + ". ".join(s for s in said if s)


def verdict(attempt: Attempt, columns: Columns) -> dict[str, Any]:
    """A settled attempt as the verdict template takes it; `columns` as for `run`."""
    found: dict[str, Any] = attempt.verdict or {}
    code = str(attempt.answer.get("code", ""))
    said = explain(found.get("error", ""), code, line=found.get("line"), files=columns)
    rows = [_row(c, code, columns) for c in found.get("checks", [])]
    first = next((row for row in rows if row["message"]), {})
    first["hint"] = found.get("hint", "")
    facts = found.get("facts", {}) if attempt.outcome == "passed" else {}
    return {
        "text": said or found.get("message") or SENTENCES.get(attempt.outcome, ""),
        "rows": rows,
        "applied": [_row(found["applied"], code, columns)] if found.get("applied") else [],
        "facts": {FACTS.get(k, k): number(v) for k, v in facts.items()},
        "can_keep": "score" in facts,
        "keep_url": reverse("keep", args=[attempt.id]),
    }


def _row(check: Mapping[str, Any], code: str, columns: Columns) -> dict[str, Any]:
    """One check as the template takes it, with a better word on an error of the learner's."""
    state = STATES.get(check["outcome"], "fail")
    message = check["message"] if state == "fail" else ""
    if message and check.get("error"):
        message = explain(check["error"], code, files=columns) or message
    return {**check, "state": state, "message": message, "hint": ""}


def milestones(spec: Any, attempt: Attempt | None) -> list[dict[str, str]]:
    """The parts of a project, each with how its check ended last; none for an exercise."""
    checks = ((attempt and attempt.verdict) or {}).get("checks", [])
    outcomes = {c["name"]: STATES.get(c["outcome"], "fail") for c in checks}
    return [
        {"title": m.title, "about": m.about, "state": outcomes.get(m.check, "pending")}
        for m in getattr(spec, "milestones", ())
    ]


def number(value: Any) -> str:
    """A fact in as many digits as a beginner can use."""
    return f"{value:.3g}" if isinstance(value, float) else str(value)


def answers(spec: Any) -> dict[str, Any]:
    """The choices of a question, or its items in their order, with their explanations."""
    choices = getattr(spec, "choices", ())
    items = getattr(spec, "items", ())
    whys = getattr(spec, "why", ()) or [""] * len(items)
    return {
        "many": spec.kind == "several-of",
        "shown": [
            {"value": str(i), "text": c.text, "right": c.right, "why": c.why}
            for i, c in enumerate(choices)
        ],
        "ordered": [{"text": text, "why": why} for text, why in zip(items, whys, strict=False)],
    }
