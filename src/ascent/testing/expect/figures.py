"""What a figure shows: labels, marks, and the data that were drawn."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

from ascent.testing.api import AuthorError, Failed
from ascent.testing.expect.words import times
from ascent.testing.remote import is_count

_WORDS = {"xlabel": "label on its x-axis", "ylabel": "label on its y-axis", "title": "title"}
_FUNCTIONS = {"xlabel": "plt.xlabel", "ylabel": "plt.ylabel", "title": "plt.title"}
_COUNTS = {"lines": "n_lines", "points": "n_points", "bars": "n_bars", "images": "n_images"}
_DRAWS = {"lines": "plt.plot", "points": "plt.scatter", "bars": "plt.bar", "images": "plt.imshow"}
_MARKS = {"lines": "line", "points": "point", "bars": "bar", "images": "image"}


def figure(
    fig: Any,
    *,
    xlabel: bool | str = True,
    ylabel: bool | str = True,
    title: bool | str | None = None,
    kind: str | None = None,
    lines: int | None = None,
    points: int | None = None,
    bars: int | None = None,
    images: int | None = None,
    legend: bool | Sequence[str] | None = None,
    xscale: str | None = None,
    yscale: str | None = None,
    shows: Any = None,
) -> None:
    """A figure (one of `learner.figures`, or one of its `axes`) shows what it is to show.

    For a label, True asks for any text and a text for that word in it. `kind` is one of
    `line scatter bar image area mesh`; `lines`, `points`, `bars`, `images` are numbers of
    marks; `legend` asks for any legend or for these words in it; `xscale` and `yscale`
    for `"log"` or `"linear"`; `shows=(x, y)` for these data in one line, one cloud of
    points or one set of bars, in any order.
    """
    if type(fig) is not dict:
        raise AuthorError("expect.figure takes one of learner.figures.")
    _readable(fig)
    for key, want in {"xlabel": xlabel, "ylabel": ylabel, "title": title}.items():
        _label(fig, key, want)
    if kind is not None and kind not in fig.get("kinds", ()):
        drawn = ", ".join(fig.get("kinds", ())) or "nothing"
        raise Failed(f"The figure shows {drawn}; a {kind} plot is expected.")
    wanted = {"lines": lines, "points": points, "bars": bars, "images": images}
    for mark, count in wanted.items():
        _count(fig, mark, count)
    _legend(fig, legend)
    _scale(fig, "xscale", xscale)
    _scale(fig, "yscale", yscale)
    if shows is not None:
        _shows(fig, shows)


def _readable(fig: dict[str, Any]) -> None:
    """Raise Failed for a description that is none: it is the learner's word."""
    counts = all(is_count(fig.get(key, 0)) for key in _COUNTS.values())
    texts = all(type(fig.get(key, "")) is str for key in (*_WORDS, "xscale", "yscale"))
    lists = all(type(fig.get(key, [])) is list for key in ("kinds", "legend", "drawn"))
    words = [*fig.get("kinds", []), *fig.get("legend", [])] if lists else []
    if not (counts and texts and lists and all(type(one) is str for one in words)):
        raise Failed("What the figure shows cannot be read.")


def _label(fig: dict[str, Any], key: str, want: bool | str | None) -> None:
    text = str(fig.get(key, ""))
    if want and not text.strip():
        raise Failed(f"The figure has no {_WORDS[key]}. Add one with `{_FUNCTIONS[key]}(...)`.")
    if isinstance(want, str) and want.lower() not in text.lower():
        raise Failed(f"The {_WORDS[key]} is {text!r}; it is expected to say {want!r}.")


def _count(fig: dict[str, Any], mark: str, want: int | None) -> None:
    found = int(fig.get(_COUNTS[mark], 0))
    if want is None or found == want:
        return
    if not found:
        raise Failed(f"The figure has no {mark}. `{_DRAWS[mark]}(...)` draws them.")
    raise Failed(
        f"The figure has {times(found, _MARKS[mark])}; {want} {'is' if want == 1 else 'are'} "
        "expected. Look at which rows go into the call that draws them."
    )


def _legend(fig: dict[str, Any], want: bool | Sequence[str] | None) -> None:
    labels = [str(label) for label in fig.get("legend", ())]
    if want and not labels:
        raise Failed(
            "The figure has no legend. Give what you draw a `label=...`, then call `plt.legend()`."
        )
    for word in [want] if isinstance(want, str) else want if isinstance(want, Sequence) else ():
        if not any(word.lower() in label.lower() for label in labels):
            raise Failed(f"The legend says {', '.join(labels)}; {word!r} is missing in it.")


def _scale(fig: dict[str, Any], key: str, want: str | None) -> None:
    found = fig.get(key, "linear")
    if want is not None and found != want:
        raise Failed(
            f"The {key[0]}-axis has a {found} scale; a {want} one is expected: "
            f'`plt.{key}("{want}")`.'
        )


# --- the data that were drawn --------------------------------------------------------


def _shows(fig: dict[str, Any], wanted: Any) -> None:
    """Fail unless one line, one cloud or one set of bars has the data `wanted`, (x, y)."""
    if "drawn" not in fig:
        raise AuthorError("This description of a figure tells nothing of its data.")
    x, y = (_numbers(values) for values in wanted)
    if len(x) != len(y):
        raise AuthorError("expect.figure(shows=(x, y)) takes as many x as y.")
    drawn = _drawn(fig)
    if not drawn:
        raise Failed("The figure shows no data: no line, no points, no bars.")
    want = sorted(zip(x, y, strict=True))
    if any(_same(sorted(one), want) for one in drawn):
        return
    if any(_same(sorted((b, a) for a, b in one), want) for one in drawn):
        raise Failed("The right values are drawn with the x-axis and the y-axis exchanged.")
    if all(len(one) != len(want) for one in drawn):
        sizes = " and ".join(str(len(one)) for one in drawn[:3])
        raise Failed(f"The figure shows {sizes} values; {len(want)} are expected. Are rows left?")
    if any(_same(sorted((a, 0.0) for a, _ in one), [(a, 0.0) for a, _ in want]) for one in drawn):
        raise Failed("What is drawn has the right x; its y are other values than expected.")
    raise Failed(
        "The values that are drawn are not the expected ones. Look at which columns go in."
    )


def _drawn(fig: dict[str, Any]) -> list[list[tuple[float, float]]]:
    """Each line, cloud of points and set of bars as pairs (x, y)."""
    try:
        return [list(zip(_told(one, "x"), _told(one, "y"), strict=True)) for one in fig["drawn"]]
    except (TypeError, ValueError, LookupError, OverflowError):
        raise Failed("What the figure shows cannot be read.") from None


def _told(drawn: Any, axis: str) -> list[float]:
    """What a description says of one axis: the learner's word. Raises TypeError when that is
    no list of numbers."""
    if type(drawn) is not dict or type(drawn[axis]) not in (list, tuple):
        raise TypeError
    if any(type(one) not in (int, float, type(None)) for one in drawn[axis]):
        raise TypeError
    return _numbers(drawn[axis])


def _numbers(values: Any) -> list[float]:
    if hasattr(values, "tolist"):
        values = values.tolist()
    return [float(value) for value in values if value is not None]


def _same(one: list[tuple[float, float]], other: list[tuple[float, float]]) -> bool:
    def near(a: float, b: float) -> bool:
        return math.isclose(a, b, rel_tol=1e-6, abs_tol=1e-9)

    return len(one) == len(other) and all(
        near(a, c) and near(b, d) for (a, b), (c, d) in zip(one, other, strict=True)
    )
