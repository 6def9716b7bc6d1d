"""The keepsake's files: one HTML page without outside parts, and a picture drawn in the sandbox."""

from __future__ import annotations

import base64
import json
from pathlib import Path
from typing import Any

from ascent import disk, home
from ascent.learner.models import Keepsake
from ascent.runner import executors
from ascent.runner.job import Job, Limits

PAGE, PICTURE, PLOT = "page.html", "card.png", "plot.png"
LIMITS = Limits(seconds=20, memory_mb=1024, output_kb=16)

# Drawn with matplotlib beside the learner's kit: paper, plot left, words right.
PROGRAM = """
import io, json, textwrap
import matplotlib.pyplot as plt
import matplotlib.image as image

told = json.load(open("told.json", encoding="utf-8"))
ink, muted, paper, pine, line = "#1F2328", "#5F646B", "#FAF8F3", "#22695B", "#E4DFD3"
figure = plt.figure(figsize=(12, 6.3), facecolor=paper)
figure.add_artist(plt.Rectangle((0, 0), 1, 1, facecolor="none", edgecolor="none"))
plt.rcParams["savefig.pad_inches"] = 0  # a picture is cut to what is drawn: the frame, no more
if told["has_plot"]:
    axes = figure.add_axes((0.04, 0.15, 0.52, 0.76))
    axes.imshow(image.imread("plot.png"))
    axes.axis("off")
left = 0.61 if told["has_plot"] else 0.08
width = 40 if told["has_plot"] else 84

def wrapped(text, characters, most):
    rows = textwrap.wrap(text, characters) or [""]
    return "\\n".join(rows[:most]) + (" …" if len(rows) > most else "")

def say(y, text, size, colour=ink, weight="normal", family="sans-serif", x=left):
    figure.text(x, y, text, fontsize=size, color=colour, fontweight=weight, family=family,
                va="top", linespacing=1.35, parse_math=False)  # a dollar is a dollar

title = wrapped(told["title"], 26, 2)
say(0.9, title, 24, weight="bold", family="serif")
y = 0.79 - 0.07 * title.count("\\n")
if told["score"] is not None:
    say(y, f"{told['score']:.2f}", 44, pine, "bold")
    say(y - 0.135, "on data it has not seen", 13, muted)
    if told["baseline"] is not None:
        say(y - 0.185, f"baseline {told['baseline']:.2f}", 13, muted)
    y -= 0.27
if told["own"]:
    say(y, "the line I wrote", 11, muted)
    say(y - 0.045, "\\n".join(o if len(o) < 46 else o[:45] + "…" for o in told["own"][:3]), 11,
        family="monospace")
    y -= 0.08 + 0.04 * len(told["own"][:3])
say(y - 0.03, wrapped("“" + told["sentence"] + "”", width, 4), 15)
figure.add_artist(plt.Line2D((0.04, 0.96), (0.1, 0.1), color=line, linewidth=1))
say(0.075, told["foot"], 10, muted, x=0.04)
"""


class NotDrawn(Exception):
    """The picture could not be drawn; the message says why."""


def folder(keepsake: Keepsake) -> Path:
    """Where the two files lie."""
    return home.home() / "keep" / f"{keepsake.attempt.activity}-{keepsake.id.hex[-6:]}"


def keep_plot(keepsake: Keepsake, png: bytes) -> None:
    """Keep the learner's own plot beside the two files."""
    place = folder(keepsake)
    place.mkdir(parents=True, exist_ok=True)
    disk.write(place / PLOT, png)


def plot(keepsake: Keepsake) -> bytes:
    """The learner's plot as PNG; empty when their code drew none."""
    path = folder(keepsake) / PLOT
    return path.read_bytes() if path.is_file() else b""


def write(keepsake: Keepsake, html: str, told: dict[str, Any]) -> None:
    """Write page and picture into the learner's folder.

    Raises:
        NotDrawn: the page is there; the picture is not.
    """
    place = folder(keepsake)
    place.mkdir(parents=True, exist_ok=True)
    disk.write(place / PAGE, html.encode())
    (place / PICTURE).unlink(missing_ok=True)  # no old sentence beside a new page
    disk.write(place / PICTURE, draw(told))


def draw(told: dict[str, Any]) -> bytes:
    """The PNG of a keepsake, in the shape of a link's preview. Raises `NotDrawn`."""
    words = {key: told[key] for key in ("title", "score", "baseline", "own", "sentence")}
    words["has_plot"] = bool(told["plot"])
    words["foot"] = _foot(told)
    files = {"told.json": json.dumps(words).encode()}
    if told["plot"]:
        files["plot.png"] = base64.b64decode(told["plot"])
    result = executors.run(Job(kit="data", code=PROGRAM, files=files, limits=LIMITS))
    if not result.figures:
        raise NotDrawn(f"The picture could not be drawn ({result.outcome}). {result.error}")
    return result.figures[-1].png


def _foot(told: dict[str, Any]) -> str:
    day = told["day"]
    made = f"Made with Ascent on {day.day} {day:%B %Y}" if day else "Made with Ascent"
    data = "; ".join(f"{d.title} ({d.licence})" for d in told["data"])
    return f"{made}. Data: {data}" if data else made
