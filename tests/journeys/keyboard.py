"""A person without a mouse: the keys that reach a thing, and whether the focus can be seen."""

import pytest
from playwright.sync_api import Page

MOST_TABS = 60
FOCUS = """() => {
    const at = document.activeElement;
    const drawn = (element) => {
        const style = getComputedStyle(element);
        return (style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2)
            || (style.stroke !== "none" && parseFloat(style.strokeWidth) >= 3);  // on the map
    };
    const around = [at, at.closest(".editor-frame, .choice, .editor"), ...at.querySelectorAll("*")];
    const name = at.ariaLabel || at.labels?.[0]?.innerText || at.innerText || at.id || at.tagName;
    return {
        name: name.trim(),
        seen: at === document.body || around.some(element => element && drawn(element))
            || at.type === "date",  // the browser itself marks the part that has the focus
    };
}"""


def tab_to(page: Page, name: str, key: str = "Tab") -> None:
    """Press Tab until the focus is on what is called `name`; each stop on the way is visible."""
    stops = []
    for _ in range(MOST_TABS):
        page.keyboard.press(key)
        at = page.evaluate(FOCUS)
        assert at["seen"], f"the focus on {at['name']!r} cannot be seen ({page.url})"
        stops.append(at["name"].split("\n")[0])
        if name in at["name"]:
            return
    pytest.fail(f"Tab does not come to {name!r}; it came to {stops}")
