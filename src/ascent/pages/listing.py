"""Skills as lines of HTML: hundreds of them at every visit, so they are put together here and not
by a template. `format_html_join` escapes what it is given.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from django.utils.html import format_html_join
from django.utils.safestring import SafeString

from ascent.curriculum import Pack
from ascent.pages.terrain import Row, skills_of
from ascent.ui.templatetags.ui import minutes

_LINE = (
    '<tr><td><a href="{}">{}</a></td><td>{}</td><td>{}</td><td>{}</td><td class="num">{}</td></tr>'
)
_OPTION = '<option value="{}" data-skill="{}"></option>'


def lines(rows: Sequence[Row]) -> SafeString:
    """A line of the table for each skill, in the order of `rows`."""
    return format_html_join(
        "",
        _LINE,
        ((r.url, r.title, r.area_title, r.depth, r.word, minutes(r.minutes)) for r in rows),
    )


@lru_cache(maxsize=4)
def options(pack: Pack) -> SafeString:
    """What the search of the map offers: every skill, area by area."""
    by_area = sorted(skills_of(pack), key=lambda s: (s.area_title, s.topic, s.title))
    return format_html_join("", _OPTION, ((s.title, s.id) for s in by_area))
