"""LaTeX to MathML that browsers draw as it is meant.

The converter marks bold and slanted letters with ``mathvariant``, which browsers no longer follow:
here they become the characters that Unicode has for them.
"""

import re
from collections.abc import Callable

from latex2mathml.converter import convert


class MathsError(ValueError):
    """LaTeX that cannot be turned into MathML; the text says which."""


def mathml(latex: str, display: bool = False) -> str:
    """MathML of one formula, in a line of its own with ``display``. Raises MathsError."""
    for known, understood in ALIASES.items():
        latex = latex.replace(f"{{{known}}}", f"{{{understood}}}")
    try:
        markup = convert(latex, display="block" if display else "inline")
    except Exception as error:  # the converter has no common base for what it raises
        raise MathsError(f"this formula cannot be shown: {latex!r} ({error})") from error
    if left := LEFT_OVER.search(markup):
        raise MathsError(f"this formula cannot be shown: {latex!r} ({left[1]} is not known)")
    return VARIANT.sub(_drawn, markup)


#: Environments under a name that the converter does not know.
ALIASES = {"aligned": "align*", "gathered": "align*"}

#: What the converter passes on because it does not know it.
LEFT_OVER = re.compile(r"<m[ion]>(\\[A-Za-z]+|[&{}])</m[ion]>")

VARIANT = re.compile(
    r'<(?P<tag>m[ion]) mathvariant="(?P<style>[a-z-]+)">(?P<text>&#x[0-9A-F]+;|[^<&]+)</(?P=tag)>'
)

#: style -> first code point of A-Z a-z, of 0-9, and of Greek capitals and small letters
STYLES = {
    "bold": (0x1D400, 0x1D7CE, 0x1D6A8, 0x1D6C2),
    "bold-italic": (0x1D468, 0x1D7CE, 0x1D71C, 0x1D736),
    "double-struck": (0x1D538, 0x1D7D8, None, None),
    "sans-serif": (0x1D5A0, 0x1D7E2, None, None),
    "monospace": (0x1D670, 0x1D7F6, None, None),
}


def _drawn(found: re.Match[str]) -> str:
    tag, style, text = found["tag"], found["style"], found["text"]
    if style not in STYLES:
        return found[0]
    if text.startswith("&#x"):
        text = chr(int(text[3:-1], 16))
    move = _mover(style)
    return f"<{tag}>{''.join(move(letter) for letter in text)}</{tag}>"


def _mover(style: str) -> Callable[[str], str]:
    letters, digits, capitals, smalls = STYLES[style]

    def move(letter: str) -> str:
        if "A" <= letter <= "Z":
            return chr(letters + ord(letter) - ord("A"))
        if "a" <= letter <= "z":
            return chr(letters + 26 + ord(letter) - ord("a"))
        if "0" <= letter <= "9":
            return chr(digits + ord(letter) - ord("0"))
        if capitals is not None and "Α" <= letter <= "Ω":  # noqa: RUF001  Greek is meant
            return chr(capitals + ord(letter) - ord("Α"))  # noqa: RUF001
        if smalls is not None and "α" <= letter <= "ω":  # noqa: RUF001
            return chr(smalls + ord(letter) - ord("α"))  # noqa: RUF001
        return letter

    return move
