"""Sentences on looking things up by name: columns of a table, keys of a dictionary, files."""

from __future__ import annotations

import ast
import io
import re
import tokenize
from collections.abc import Sequence

from ascent.kinds.workbench.explaining.crash import Crash, Rule
from ascent.kinds.workbench.explaining.wording import near, several, tick

_LISTED = re.compile(r"None of \[Index\((\[.*\]), dtype.*\)\] are in|(\[.*\]) not (in|found)", re.S)
_MANY = 12
_FEW = 3


def key(crash: Crash, found: re.Match[str]) -> str:
    """A KeyError: one key, or a sentence of pandas on several of them."""
    try:
        value = ast.literal_eval(found[1])
    except (ValueError, SyntaxError):
        return ""
    if isinstance(value, tuple):
        return pair(crash, value)
    if isinstance(value, int):
        return number(crash, value)
    if not isinstance(value, str):
        return ""
    listed = _LISTED.match(value)
    if listed:
        try:
            names = [str(name) for name in ast.literal_eval(listed[1] or listed[2])]
        except (ValueError, SyntaxError):
            return ""
        return axis(crash, names) if listed[3] == "found" else missing(crash, names)
    return missing(crash, [value])


def missing(crash: Crash, names: Sequence[str]) -> str:
    """Names that are not there: run together, near to others, or gone from the table."""
    for name in names:
        parts = run_together(crash.code, name)
        if parts:
            return (
                f"{crash.subject} asks for {quoted(name)}, which is "
                f"{several([quoted(p) for p in parts])} run together: two texts side by side "
                "become one. Put a comma between them."
            )
    gone = [name for name in names if name in crash.columns]
    if gone:
        return no_longer(crash, gone[0])
    known = [*crash.columns, *own_keys(crash)]
    found = {name: near(name, known) for name in names}
    hints = [f"{quoted(meant)} for {quoted(name)}" for name, meant in found.items() if meant]
    shown = [quoted(name) for name in names]
    asked = several(shown if len(shown) <= _FEW else [*shown[:_FEW], "others"])
    if len(names) == 1 and hints:
        return (
            f"{crash.subject} asks for {asked}, and there is no such name. The nearest is "
            f"{quoted(found[names[0]])}: every letter, capital and space counts."
        )
    if hints:
        return (
            f"{crash.subject} asks for {asked}, and there are no such names. The nearest are "
            f"{several(hints[:_FEW])}: every letter, capital and space counts."
        )
    return f"{crash.subject} asks for {asked}, and there is no such name. {listing(crash)}"


def listing(crash: Crash) -> str:
    """Where the right names can be read."""
    if len(crash.files) == 1:
        file, columns = next(iter(crash.files.items()))
        if 0 < len(columns) <= _MANY:
            return f"{tick(file)} has the columns {several([quoted(c) for c in columns])}."
    return "Print the columns of the table or the keys of the dictionary, and compare the spelling."


def no_longer(crash: Crash, name: str) -> str:
    """A column of the file that this table does not have."""
    said = f"{quoted(name)} is a column of {tick(crash.columns[name])}"
    if re.search(rf"\.loc\[\s*['\"]{re.escape(name)}['\"]", crash.source):
        return (
            f"{said}, and `.loc[…]` with one name looks for a row. "
            f"For the column leave `.loc` out {crash.here}: {tick(f'[{quote(name)}]')}."
        )
    return (
        f"{said}, but {crash.here} it is looked up where it is not. Either a line above dropped "
        "it, renamed it, made it the index or did not pick it, or this is another table."
    )


def axis(crash: Crash, names: Sequence[str]) -> str:
    """`drop` of names that are not there, or of columns without saying so."""
    if names and names[0] in crash.columns and "columns" not in crash.source:
        return (
            f"`drop` looks for a row named {quoted(names[0])}, and that is the name of a column. "
            f"Say so {crash.here}: {tick(f'drop(columns={quote(names[0])})')}."
        )
    return missing(crash, names)


def pair(crash: Crash, value: tuple[object, ...]) -> str:
    """`df["a", "b"]`."""
    if not all(isinstance(name, str) for name in value):
        return ""
    inside = ", ".join(quote(str(name)) for name in value)
    return (
        f"{crash.subject} asks for several columns in one pair of brackets, and Python takes them "
        "for one name. Columns are picked with a list, two pairs of brackets: "
        f"{tick(f'[[{inside}]]')}."
    )


def number(crash: Crash, value: int) -> str:
    """A number as the key."""
    if "direct cause" in crash.causes + crash.trace or ".loc[" in crash.source:
        return (
            f"{crash.subject} looks for the label {value}, and no row or column carries it. "
            f"To count by position, write {tick(f'.iloc[{value}]')}; the first one is 0."
        )
    return (
        f"{crash.subject} looks for the key {value} in a dictionary that has none like it. "
        "A dictionary is asked by its keys, not by position; print its keys to see them."
    )


def run_together(code: str, name: str) -> list[str]:
    """The texts that stand side by side in `code`, without a comma, and make up `name`."""
    group: list[str] = []
    try:
        for token in tokenize.generate_tokens(io.StringIO(code).readline):
            if token.type == tokenize.STRING:
                group.append(str(ast.literal_eval(token.string)))
                if len(group) > 1 and "".join(group) == name:
                    return group
            elif token.type not in (tokenize.NL, tokenize.COMMENT):
                group = []
    except (tokenize.TokenError, SyntaxError, ValueError):
        return []
    return []


def own_keys(crash: Crash) -> list[str]:
    """Texts that the code itself uses as keys or as names of new columns."""
    nodes: list[ast.expr | None] = []
    for node in ast.walk(crash.tree):
        if isinstance(node, ast.Dict):
            nodes += node.keys
        elif isinstance(node, ast.Subscript) and isinstance(node.ctx, ast.Store):
            nodes.append(node.slice)
    texts = [n.value for n in nodes if isinstance(n, ast.Constant)]
    return [text for text in texts if isinstance(text, str)]


def no_file(crash: Crash, found: re.Match[str]) -> str:
    """A file that is not in the folder."""
    asked = found[1]
    name = re.split(r"[/\\]", asked)[-1]
    if name in crash.files and name != asked:
        return (
            f"{crash.subject} looks for {quoted(asked)}. The file lies in the folder in which your "
            f"code runs, so its name is enough: {quoted(name)}."
        )
    meant = near(name, crash.files)
    if meant:
        return (
            f"There is no file {quoted(asked)}; there is {quoted(meant)}. Correct the name "
            f"{crash.here}: capitals and the ending count."
        )
    if crash.files:
        word = "is the file" if len(crash.files) == 1 else "are the files"
        return (
            f"There is no file {quoted(asked)} in the folder in which your code runs. There "
            f"{word} {several([quoted(file) for file in sorted(crash.files)])}."
        )
    return (
        f"{crash.subject} opens {quoted(asked)}, and the folder in which your code runs has no "
        "such file. Check the spelling, and that a line above has written it."
    )


def quote(name: str) -> str:
    """The name as it stands in code."""
    return f'"{name}"'


def quoted(name: str) -> str:
    """The name as code in a sentence."""
    return tick(quote(name))


RULES: tuple[Rule, ...] = (
    (r"KeyError: (.*)", key),
    (r"FileNotFoundError: .*No such file or directory: '(.*)'", no_file),
)
