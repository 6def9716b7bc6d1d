"""The one icon set, drawn in place so that icons take the colour of the text."""

import json
from functools import cache
from pathlib import Path

from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe


@cache
def drawings() -> dict[str, str]:
    """Icon name -> the shapes inside its 24 x 24 ``<svg>``, as `make vendor` wrote them."""
    text = (Path(__file__).parent / "icons.json").read_text(encoding="utf-8")
    shapes: dict[str, str] = json.loads(text)
    return shapes


def icon_svg(name: str, label: str = "", size: str = "") -> SafeString:
    """One icon. Without a label it is decoration beside a word, hidden from screen readers.

    Raises KeyError for a name that is not in ``frontend/icons.mjs``.
    """
    try:
        shapes = drawings()[name]
    except KeyError:
        raise KeyError(
            f"there is no icon {name!r}: add it to frontend/icons.mjs and run `make vendor`, "
            f"or use one of {', '.join(sorted(drawings()))}"
        ) from None
    voice = format_html('role="img" aria-label="{}"', label) if label else 'aria-hidden="true"'
    return format_html(
        '<svg class="icon{}" viewBox="0 0 24 24" {}>{}</svg>',
        f" icon-{size}" if size else "",
        mark_safe(voice),  # noqa: S308  built above, label escaped
        mark_safe(shapes),  # noqa: S308  from our own file
    )
