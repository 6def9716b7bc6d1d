"""Template tags for every component. ``/design/`` shows them with their use."""

import json
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from django import template
from django.forms import BoundField
from django.template.loader import render_to_string
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from ascent import clock
from ascent.ui import markdown, profile, topo
from ascent.ui.icons import icon_svg

register = template.Library()

TONES = ("", "pine", "amber", "crimson", "slate")

#: outcome of a verdict -> (style, icon, word)
OUTCOMES = {
    "passed": ("pass", "circle-check", "Passed"),
    "wrong": ("fail", "circle-x", "Not yet"),
    "crashed": ("fail", "circle-alert", "Stopped with an error"),
    "out-of-time": ("stop", "timer", "Out of time"),
    "out-of-memory": ("stop", "database", "Out of memory"),
    "flooded": ("stop", "file-text", "Too much output"),
    "forbidden": ("stop", "ban", "Not allowed here"),
    "our-fault": ("ours", "info", "Ascent failed, not you"),
    "cancelled": ("stop", "ban", "Stopped"),
}


# --- words and marks -------------------------------------------------------------------------


@register.simple_tag
def icon(name: str, label: str = "", size: str = "") -> SafeString:
    """``{% icon "map" %}``; with ``label=`` when no word stands beside it."""
    return icon_svg(name, label, size)


@register.simple_tag
def key(keys: str) -> SafeString:
    """``{% key "Ctrl Enter" %}``: key caps, one per word."""
    caps = "".join(format_html('<kbd class="kbd">{}</kbd> ', part) for part in keys.split())
    return mark_safe(caps.strip())  # noqa: S308  each part escaped above


@register.simple_tag(name="tag")
def tag_(text: str, tone: str = "", icon: str = "") -> SafeString:
    """``{% tag "fading" tone="amber" icon="cloud-fog" %}``: a small rounded mark."""
    _known(tone, TONES, "tone")
    drawn = icon_svg(icon) if icon else ""
    style = f"tag tag-{tone}" if tone else "tag"
    return format_html('<span class="{}">{}{}</span>', style, drawn, text)


@register.simple_tag
def day(when: date | datetime | None, missing: str = "no date yet") -> SafeString | str:
    """``{% day loop.ends %}``: "12 March" in this year, "12 March 2027" otherwise."""
    if when is None:
        return missing
    shown = clock.local(when) if isinstance(when, datetime) else when
    text = f"{shown.day} {shown:%B}" + (
        "" if shown.year == clock.today().year else f" {shown.year}"
    )
    return format_html('<time datetime="{}">{}</time>', when.isoformat(), text)


@register.filter(name="markdown")
def markdown_filter(text: str) -> SafeString:
    """``{{ text|markdown }}``: trusted or not, the result is sanitised."""
    return markdown.render(text)


@register.filter
def inline(text: str) -> SafeString:
    """``{{ sentence|inline }}``: Markdown without paragraphs, sanitised."""
    return markdown.render_inline(text)


@register.filter
def minutes(value: float) -> str:
    """``{{ 95|minutes }}`` gives "1 h 35 min"."""
    total = round(value)
    hours, rest = divmod(total, 60)
    if not hours:
        return f"{rest} min"
    return f"{hours} h {rest} min" if rest else f"{hours} h"


# --- things to press -------------------------------------------------------------------------


@register.inclusion_tag("ui/button.html")
def button(
    text: str,
    href: str = "",
    style: str = "",
    icon: str = "",
    icon_after: str = "",
    key: str = "",
    cap: str = "",
    type: str = "submit",  # noqa: A002  the attribute is called so
    name: str = "",
    value: str = "",
    disabled: bool = False,
    **attributes: str,
) -> dict[str, Any]:
    """A link (with ``href``) or a button. ``style``: glow, strong, quiet, danger, small; several
    separated by spaces. ``key="n"`` binds a key, ``cap="n"`` shows it. Further keyword arguments
    become attributes, underscores as dashes: ``hx_post=url`` gives ``hx-post``.
    """
    return {
        "text": text,
        "href": href,
        "classes": " ".join(f"button-{part}" for part in style.split()),
        "icon": icon,
        "icon_after": icon_after,
        "key": key,
        "cap": cap,
        "type": type,
        "name": name,
        "value": value,
        "disabled": disabled,
        "attributes": _attributes(attributes),
    }


@register.inclusion_tag("ui/next.html")
def next_step(
    title: str,
    why: str,
    url: str,
    minutes: float | None = None,
    kind: str = "",
    action: str = "Start",
    label: str = "Next step",
    heading: int = 1,
) -> dict[str, Any]:
    """The one glowing card of a page: what, why, how long, and the button (key ``n``)."""
    return {
        "title": title,
        "why": why,
        "url": url,
        "minutes": minutes,
        "kind": kind,
        "action": action,
        "label": label,
        "h": f"h{heading}",
    }


@register.simple_block_tag
def card(content: str, title: str = "", label: str = "", heading: int = 2) -> str:
    """``{% card title="…" label="…" %} … {% endcard %}``."""
    context = {"content": content, "title": title, "label": label, "h": f"h{heading}"}
    return render_to_string("ui/card.html", context)


@register.simple_block_tag
def notice(content: str, title: str = "", tone: str = "slate", icon: str = "") -> str:
    """``{% notice title="…" tone="amber" %} … {% endnotice %}``: something to know now."""
    _known(tone, TONES[1:], "tone")
    signs = {"slate": "info", "amber": "triangle-alert", "crimson": "circle-x", "pine": "check"}
    context = {"content": content, "title": title, "tone": tone, "icon": icon or signs[tone]}
    return render_to_string("ui/notice.html", context)


@register.simple_block_tag
def empty(
    content: str, title: str = "", icon: str = "map", href: str = "", action: str = ""
) -> str:
    """What will be here and what brings it; ``href`` and ``action`` are the way there."""
    context = {"content": content, "title": title, "icon": icon, "href": href, "action": action}
    return render_to_string("ui/empty.html", context)


# --- verdicts, output ------------------------------------------------------------------------


@register.inclusion_tag("ui/verdict.html")
def verdict(
    outcome: str, text: str = "", facts: Mapping[str, Any] | None = None, heading: int = 2
) -> dict[str, Any]:
    """The head of a result: sign, word, one sentence, and facts (name -> number or text)."""
    _known(outcome, tuple(OUTCOMES), "outcome")
    style, sign, word = OUTCOMES[outcome]
    return {
        "style": style,
        "sign": sign,
        "word": word,
        "text": text,
        "facts": list((facts or {}).items()),
        "h": f"h{heading}",
    }


@register.inclusion_tag("ui/checks.html")
def checks(rows: Sequence[Any]) -> dict[str, Any]:
    """Check rows, appearing one by one, the first failing one open.

    Each row has ``sentence``, ``state`` (pass, fail, pending) and, when it failed, ``message``
    and optionally ``hint``; as attributes or keys.
    """
    seen_failure = False
    shown = []
    for row in rows:
        state = _get(row, "state")
        _known(state, ("pass", "fail", "pending"), "state")
        first = state == "fail" and not seen_failure
        seen_failure = seen_failure or first
        shown.append(
            {
                "sentence": _get(row, "sentence"),
                "state": state,
                "message": _get(row, "message", ""),
                "hint": _get(row, "hint", ""),
                "open": first,
            }
        )
    return {"rows": shown}


@register.inclusion_tag("ui/output.html")
def output(
    text: str = "",
    error: str = "",
    label: str = "Output",
    note: str = "",
    tables: Sequence[Any] = (),
    figures: Sequence[Any] = (),
    empty: str = "The code ran and printed nothing.",
) -> dict[str, Any]:
    """What a run printed, drew and tabulated. ``tables``: ``columns``, ``rows``, ``caption``;
    ``figures``: ``src`` or ``light`` and ``dark``, ``alt``, ``caption``.
    """
    return {
        "text": text,
        "error": error,
        "label": label,
        "note": note,
        "tables": tables,
        "figures": figures,
        "empty": empty,
    }


@register.inclusion_tag("ui/table.html")
def table(
    columns: Sequence[str], rows: Sequence[Sequence[Any]], caption: str = "", frame: bool = False
) -> dict[str, Any]:
    """A table; columns of numbers align right. ``frame=True`` sets it in the code font."""
    numeric = [
        bool(rows) and all(isinstance(row[i], int | float) for row in rows)
        for i in range(len(columns))
    ]
    return {
        "heads": list(zip(columns, numeric, strict=True)),
        "rows": [list(zip(row, numeric, strict=True)) for row in rows],
        "caption": caption,
        "frame": frame,
    }


@register.inclusion_tag("ui/figure.html")
def figure(
    alt: str, src: str = "", light: str = "", dark: str = "", caption: str = ""
) -> dict[str, Any]:
    """A picture: ``src``, or one drawing for each theme as ``light`` and ``dark``."""
    return {"alt": alt, "src": src, "light": light, "dark": dark, "caption": caption}


@register.simple_tag
def code(text: str, language: str = "python") -> SafeString:
    """``{% code source %}``: highlighted, coloured from the tokens."""
    return markdown.highlight(text, language)


@register.inclusion_tag("ui/hints.html", takes_context=True)
def hints(
    context: template.Context, rungs: Sequence[Any], url: str, target: str, form: str = ""
) -> dict[str, Any]:
    """The ladder: all rungs visible, opened ones readable, the next one with its button.

    Each rung has ``name`` and ``text`` (Markdown) where opened, else an empty ``text``. The button
    posts to ``url`` and replaces the element with the id ``target``. It sends along what stands in
    the form with the id ``form``, so that nothing typed is lost where no scripts run.
    """
    shown = []
    opened = True
    for rung in rungs:
        text = _get(rung, "text", "")
        shown.append({"name": _get(rung, "name"), "text": text, "next": opened and not text})
        opened = bool(text)
    return {
        "rungs": shown,
        "url": url,
        "target": target,
        "place": f"#{target}",
        "form": form,
        "csrf_token": context.get("csrf_token"),
    }


@register.inclusion_tag("ui/conflict.html")
def conflict(mine: str, theirs: str, sha: str, where: str = "") -> dict[str, Any]:
    """Two versions side by side. ``sha`` is the hash of ``theirs``, the version in the file."""
    return {
        "mine": mine,
        "theirs": theirs,
        "mine_lines": _marked(mine, theirs),
        "theirs_lines": _marked(theirs, mine),
        "sha": sha,
        "where": where,
    }


@register.inclusion_tag("ui/editor.html")
def editor(
    text: str,
    label: str,
    name: str = "code",
    id: str = "code",  # noqa: A002  the attribute is called so
    save_url: str = "",
    sha: str = "",
    key: str = "",
    names: Sequence[str] = (),
    watch: bool = False,
    short: bool = False,
) -> dict[str, Any]:
    """The code editor: a textarea that the ``editor.js`` island turns into CodeMirror.

    ``names`` are offered as completions besides those in the text. With ``save_url`` the island
    saves; ``key`` names what is kept in the browser while the server cannot be reached;
    ``watch=True`` takes over changes that other programs make to the file.
    """
    return {
        "text": text,
        "label": label,
        "name": name,
        "id": id,
        "save_url": save_url,
        "sha": sha,
        "key": key,
        "names": json.dumps(list(names)),
        "watch": watch,
        "short": short,
    }


# --- progress --------------------------------------------------------------------------------


@register.inclusion_tag("ui/meter.html")
def meter(value: float, total: float, label: str, unit: str = "") -> dict[str, Any]:
    """``{% meter 41 153 "You can read" unit="lines" %}``: a bar with its numbers in words."""
    share = min(max(value / total, 0.0), 1.0) if total else 0.0
    return {
        "value": value,
        "total": total,
        "label": label,
        "unit": unit,
        "percent": round(100 * share),
        "width": f"{100 * share:.2f}%",
    }


@register.inclusion_tag("ui/profile.html")
def loop_profile(
    stages: Sequence[profile.Stage], label: str = "The climb of this loop"
) -> dict[str, Any]:
    """The elevation profile of the loop, with names and dates below it."""
    return {"svg": profile.profile_svg(stages, label), "stages": stages}


@register.inclusion_tag("ui/topo.html")
def topo_map(
    sheet: topo.Sheet, view: topo.View = "near", label: str = "Map of skills", inset: bool = False
) -> dict[str, Any]:
    """The topographic map with its view buttons and legend. The page loads ``map.js``;
    ``inset=True`` for a map that is a part of a page.
    """
    words = {"near": "You and the flag", "topic": "Topic", "area": "Area", "all": "Whole field"}
    return {
        "svg": mark_safe(topo.draw(sheet, view, label)),  # noqa: S308  topo escapes what it is given
        "views": [
            (name, words[name], box, name == view) for name, box in topo.views(sheet).items()
        ],
        "label": label,
        "inset": inset,
    }


# --- forms -----------------------------------------------------------------------------------


@register.inclusion_tag("ui/field.html")
def field(bound: BoundField) -> dict[str, Any]:
    """A Django form field with label, help and error, joined by ids for screen readers."""
    described = [f"{bound.id_for_label}_help"] if bound.help_text else []
    if bound.errors:
        described.append(f"{bound.id_for_label}_error")
    attributes: dict[str, Any] = {}
    if described:
        attributes["aria-describedby"] = " ".join(described)
    if bound.errors:
        attributes["aria-invalid"] = "true"
    return {"field": bound, "widget": bound.as_widget(attrs=attributes)}


@register.inclusion_tag("ui/choices.html")
def choices(
    legend: str,
    name: str,
    options: Sequence[Any],
    many: bool = False,
    answered: bool = False,
    chosen: Sequence[str] = (),
) -> dict[str, Any]:
    """Large radio or checkbox rows. Each option has ``value``, ``text`` (Markdown), and after the
    answer ``right`` and ``why``; ``chosen`` are the values that were picked.
    """
    shown = []
    for option in options:
        value = str(_get(option, "value"))
        right = bool(_get(option, "right", False))
        picked = value in chosen
        state = ""
        if answered and right:
            state = "right"
        elif answered and picked:
            state = "wrong"
        shown.append(
            {
                "value": value,
                "text": _get(option, "text"),
                "why": _get(option, "why", "") if answered else "",
                "picked": picked,
                "state": state,
            }
        )
    return {
        "legend": legend,
        "name": name,
        "options": shown,
        "type": "checkbox" if many else "radio",
        "answered": answered,
    }


# --- helpers ---------------------------------------------------------------------------------


def _get(row: Any, name: str, *default: Any) -> Any:
    """``row[name]`` or ``row.name``: components take mappings and objects alike."""
    if isinstance(row, Mapping):
        return row.get(name, *default) if default else row[name]
    return getattr(row, name, *default)


def _known(value: str, known: Sequence[str], what: str) -> None:
    if value not in known:
        raise template.TemplateSyntaxError(
            f"{what} {value!r} is not known: use one of {', '.join(map(repr, known))}"
        )


def _attributes(given: Mapping[str, Any]) -> SafeString:
    parts = [
        format_html(' {}="{}"', name.replace("_", "-"), value)
        for name, value in given.items()
        if value not in (None, False, "")
    ]
    return mark_safe("".join(parts))  # noqa: S308  each part escaped above


def _marked(text: str, other: str) -> list[tuple[str, bool]]:
    """Lines of ``text``, each with whether ``other`` lacks it at that place."""
    from difflib import SequenceMatcher

    lines, others = text.splitlines(), other.splitlines()
    differs = [True] * len(lines)
    for start, _, size in SequenceMatcher(
        None, lines, others, autojunk=False
    ).get_matching_blocks():
        differs[start : start + size] = [False] * size
    return list(zip(lines, differs, strict=True))
