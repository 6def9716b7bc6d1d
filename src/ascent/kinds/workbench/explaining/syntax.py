"""Sentences on code that Python cannot read: quotes, brackets, colons, indentation."""

from __future__ import annotations

import re

from ascent.kinds.workbench.explaining.crash import Crash, Rule
from ascent.kinds.workbench.explaining.wording import BUILTINS, WORDS, near, tick

_CURLY = "“”„‟‘’‚‛«»"  # noqa: RUF001
_LOOKALIKES = {
    **dict.fromkeys("–—−‐‑", ("dash", "-")),  # noqa: RUF001
    **dict.fromkeys("×✕", ("multiplication sign", "*")),  # noqa: RUF001
    "÷": ("division sign", "/"),
    "≤": ("sign", "<="),
    "≥": ("sign", ">="),
    "≠": ("sign", "!="),
    "，": ("wide comma", ","),  # noqa: RUF001
    "：": ("wide colon", ":"),  # noqa: RUF001
    "（": ("wide bracket", "("),  # noqa: RUF001
    "）": ("wide bracket", ")"),  # noqa: RUF001
}
_BRACKETS = {"(": ")", "[": "]", "{": "}"}
_SHAPES = {"(": "round", ")": "round", "[": "square", "]": "square", "{": "curly", "}": "curly"}
_STARTERS = ["def", "for", "from", "import", "if", "elif", "else", "while", "with", "return"]
_STARTERS += ["class", "try", "except", "finally", "assert", "raise", "pass", "break", "continue"]


def character(crash: Crash, found: re.Match[str]) -> str:
    """Signs that a word processor or a web page puts in the place of Python's own."""
    sign = found[1]
    if sign in _CURLY:
        return curly(crash, sign)
    if sign in _LOOKALIKES:
        name, own = _LOOKALIKES[sign]
        return f"{crash.subject} has the {name} {sign}. Python writes it {tick(own)}: replace it."
    return (
        f"{crash.subject} has the character {sign}, which Python reads only inside quotes and "
        "comments. Take it out, or put the text around it in quotes."
    )


def curly(crash: Crash, sign: str) -> str:
    """Quotes of a word processor."""
    own = '"' if sign in "“”„‟«»" else "'"
    return (
        f"{crash.subject} has the curly quote {sign}, as word processors write it. "
        f"Python knows straight quotes only: type {tick(own)} at both ends of the text."
    )


def invisible(crash: Crash, found: re.Match[str]) -> str:
    """A space that is none, copied with the code."""
    return (
        f"{crash.subject} has an invisible character (U+{found[1]}) that was copied along with "
        "the code. Delete the spaces of this line and type them again."
    )


def open_quote(crash: Crash, found: re.Match[str]) -> str:
    """A text on one line without its end."""
    for sign in crash.source:
        if sign in _CURLY:
            return curly(crash, sign)
    start = crash.span[0] if crash.span else -1
    quote = next((c for c in crash.source[max(start, 0) :] if c in "\"'"), '"')
    if quote == "'" and re.search(r"(\w\w|\bI)'[a-z]", crash.source):
        return (
            f"{crash.subject} has an apostrophe inside a text that stands in single quotes, and "
            "the text ends there. Put double quotes around a text with an apostrophe: "
            '`"it\'s"`.'
        )
    return (
        f"{crash.subject} opens a text with {tick(quote)} and the line ends before the text does. "
        f"Put {tick(quote)} where the text ends."
    )


def open_triple(crash: Crash, found: re.Match[str]) -> str:
    """A long text without its end."""
    return (
        f"{crash.subject} opens a text with three quotes in a row, and nothing closes it: "
        f"Python read to line {found[1]}, the end. Put the same three quotes where the text ends."
    )


def open_bracket(crash: Crash, found: re.Match[str]) -> str:
    """A bracket without its partner."""
    sign = found[1]
    return (
        f"{crash.subject} opens the {_SHAPES[sign]} bracket {tick(sign)} and nothing closes it. "
        f"Put {tick(_BRACKETS[sign])} where it ends; each {tick(sign)} needs one."
    )


def wrong_bracket(crash: Crash, found: re.Match[str]) -> str:
    """A bracket that is closed by one of another shape."""
    closing, opening, line = found.groups()
    opened = f"line {line}" if line else "the same line"
    return (
        f"{crash.subject} closes with {tick(closing)}, but the last open bracket, in {opened}, is "
        f"{tick(opening)}. Put the {tick(_BRACKETS[opening])} that closes it before the "
        f"{tick(closing)}, or change one of the two."
    )


def extra_bracket(crash: Crash, found: re.Match[str]) -> str:
    """A closing bracket too many."""
    opening = next(key for key, value in _BRACKETS.items() if value == found[1])
    return (
        f"{crash.subject} has a {tick(found[1])} with no open {tick(opening)} before it. "
        f"Take it out, or put the missing {tick(opening)} in front."
    )


def comma(crash: Crash, found: re.Match[str]) -> str:
    """Two values side by side."""
    if not crash.underlined:
        where = f"that are open in line {crash.line}" if crash.line else "somewhere"
        return (
            f"In brackets {where}, two values stand side by side with nothing between them. "
            "A comma is probably missing there, at the end of a line perhaps."
        )
    said = f"{crash.subject} has two values side by side with nothing between them"
    more = "Put a comma, or the operator you mean, between them."
    if "{" in crash.source:
        more = "Put a colon between a key and its value, a comma between two entries."
    return f"{said}: {tick(crash.underlined)}. {more}"


def bare_print(crash: Crash, found: re.Match[str]) -> str:
    """`print x`."""
    what = re.sub(rf"^\s*{found[1]}\s*", "", crash.source).strip()
    example = tick(f"{found[1]}({what})") if what else tick(f"{found[1]}(…)")
    return (
        f"`{found[1]}` is a function, and a function takes its values in round brackets. "
        f"Write {example} {crash.here}."
    )


def one_equals(crash: Crash, found: re.Match[str]) -> str:
    """`=` where two things are compared."""
    word = crash.word
    if word in ("if", "elif", "while", "assert"):
        return (
            f"{crash.subject} asks with `{word}`, but uses a single `=`, which gives a name a "
            "value. To ask whether two things are equal, write `==`."
        )
    if found[0].startswith("SyntaxError: cannot assign to"):
        return not_a_name(crash, found)
    return (
        f"{crash.subject} has a single `=` where a value is expected. "
        "To ask whether two things are equal, write `==`."
    )


def not_a_name(crash: Crash, found: re.Match[str]) -> str:
    """Something else than a name to the left of `=`."""
    left = crash.source.split("=")[0].strip()
    if re.fullmatch(r"\w+(-\w+)+", left):
        return (
            f"{tick(left)} {crash.here} is no name: Python reads the `-` as minus. "
            f"Join the parts with an underscore: {tick(left.replace('-', '_'))}."
        )
    return (
        f"{crash.subject} has {tick(left)} to the left of `=`. There stands the name that receives "
        "the value: `name = value`. To compare the two, write `==`."
    )


def plain(crash: Crash, found: re.Match[str]) -> str:
    """Python says `invalid syntax` only: mistyped words, and habits of other languages."""
    word = crash.word
    meant = near(word, _STARTERS) if word not in (*WORDS, *BUILTINS) else ""
    if meant and re.match(rf"\s*{re.escape(word)}\s+[\w\"'(\[]", crash.source):
        said = f"{crash.subject} begins with {tick(word)}, which is no word of Python."
        return f"{said} Write `{meant}`."
    if word in WORDS and re.match(rf"\s*{word}\s*=(?!=)", crash.source):
        return (
            f"`{word}` is a word of Python's own, so it cannot be the name of a value. "
            f"Choose another name {crash.here}, such as `{word}_`."
        )
    if re.search(r"\+\+|--", crash.source):
        return f"{crash.subject} counts with `++` or `--`. Python writes `x += 1` or `x -= 1`."
    other = re.search(r"&&|\|\|", crash.source)
    if other:
        own = "and" if other[0] == "&&" else "or"
        return f"{crash.subject} has {tick(other[0])}. Python writes it as a word: `{own}`."
    if word in ("else", "elif", "except", "finally"):
        partner = "try" if word in ("except", "finally") else "if"
        return (
            f"{crash.subject} has `{word}`, but no block of `{partner}` ends right above it. "
            f"Begin `{word}` as far left as its `{partner}`, with nothing else between the two."
        )
    return ""


def number_name(crash: Crash, found: re.Match[str]) -> str:
    """`3kg`."""
    return (
        f"{crash.subject} has a number with letters right behind it. A name cannot begin with a "
        "digit; between a number and a name belongs an operator, such as `*`."
    )


def zeros(crash: Crash, found: re.Match[str]) -> str:
    """`007`."""
    return (
        f"{crash.subject} has a number that begins with 0. Leave the zeros in front out, "
        "or put the digits in quotes when they are a code and not a number."
    )


def order(crash: Crash, found: re.Match[str]) -> str:
    """`f(a=1, 2)`."""
    return (
        f"{crash.subject} gives a value without a name after one with a name. "
        "Between the brackets, values without a name come first."
    )


def brace(crash: Crash, found: re.Match[str]) -> str:
    """An f-string with an open brace."""
    return (
        f"{crash.subject} opens `{{` in a text that begins with `f`, and does not close it. "
        "Put `}` after the value."
    )


def backslash(crash: Crash, found: re.Match[str]) -> str:
    """A backslash outside of a text."""
    return (
        f"{crash.subject} has a backslash `\\` outside of quotes. Division is written `/`; "
        "a path to a file stands in quotes."
    )


_S = "SyntaxError: "
RULES: tuple[Rule, ...] = (
    (_S + r"invalid character '(.)'", character),
    (_S + r"invalid non-printable character U\+(\w+)", invisible),
    (_S + r"unterminated triple-quoted .*line (\d+)", open_triple),
    (_S + r"unterminated (f-)?string", open_quote),
    (_S + r"'(.)' was never closed", open_bracket),
    (_S + r"closing parenthesis '(.)' does not match .* '(.)'(?: on line (\d+))?", wrong_bracket),
    (_S + r"unmatched '(.)'", extra_bracket),
    (_S + r"invalid syntax. Perhaps you forgot a comma", comma),
    (_S + r"Missing parentheses in call to '(\w+)'", bare_print),
    (_S + r".*[Mm]aybe you meant '=='", one_equals),
    (_S + r"expression cannot contain assignment", one_equals),
    (_S + r"cannot assign to (?!True|False|None)", not_a_name),
    (_S + r"invalid decimal literal", number_name),
    (_S + r"leading zeros", zeros),
    (_S + r"positional argument follows keyword", order),
    (_S + r"f-string: expecting '}'", brace),
    (_S + r"unexpected character after line continuation", backslash),
    (_S + r"invalid syntax", plain),
)
