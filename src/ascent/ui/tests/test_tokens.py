"""The tokens: what LOOK says of colour holds in both themes, computed."""

import re
from pathlib import Path

import pytest

STATIC = Path(__file__).parent.parent / "static" / "ascent"
THEMES = ("light", "dark")
GROUNDS = ("paper", "raised", "sunken")

#: text on ground: at least 4.5 to 1
TEXT = [
    *[(text, ground) for text in ("ink", "muted", "slate") for ground in GROUNDS],
    *[(state, ground) for state in ("pine", "amber", "crimson") for ground in GROUNDS],
    *[(state, f"{state}-wash") for state in ("pine", "amber", "crimson", "slate")],
    *[("ink", f"{state}-wash") for state in ("pine", "amber", "crimson", "slate")],
    *[("slate", f"{state}-wash") for state in ("pine", "amber", "crimson")],
    ("muted", "amber-wash"),
    ("on-glow", "glow"),
    ("paper", "ink"),
    *[(f"code-{part}", ground) for ground in ("raised", "sunken", "code-line", "code-select")
      for part in ("plain", "keyword", "string", "number", "name")],
    *[("code-comment", ground) for ground in ("raised", "code-line")],
    *[(text, ground) for text in ("ink", "muted") for ground in ("fog", "ground", "light")],
]  # fmt: skip

#: borders of controls and marks that carry meaning: at least 3 to 1
EDGES = [
    *[(edge, ground) for edge in ("edge", "focus", "ink") for ground in GROUNDS],
    *[("edge", f"{state}-wash") for state in ("amber", "slate")],
    *[("focus", ground) for ground in ("fog", "ground", "light", "amber-wash", "slate-wash")],
    *[("glow", ground) for ground in ("paper", "raised", "fog", "ground")],
    *[(mark, ground) for mark in ("pine", "amber") for ground in ("fog", "ground", "light")],
    ("edge", "fog"),
    ("edge", "ground"),
]


@pytest.fixture(scope="module")
def tokens() -> dict[str, dict[str, str]]:
    text = (STATIC / "tokens.css").read_text(encoding="utf-8")
    declared = dict(re.findall(r"--([\w-]+):\s*([^;]+);", text))

    def value(name: str, theme: str) -> str:
        given = declared[name]
        if other := re.fullmatch(r"var\(--([\w-]+)\)", given):
            return value(other[1], theme)
        both = re.match(r"light-dark\((#\w{6}), (#\w{6})\)", given)
        return both[1 + THEMES.index(theme)] if both else given

    return {theme: {name: value(name, theme) for name in declared} for theme in THEMES}


def luminance(colour: str) -> float:
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def test_black_on_white_is_21_to_1():
    assert contrast("#000000", "#ffffff") == pytest.approx(21)


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize(("text", "ground"), TEXT)
def test_text_can_be_read(tokens, theme, text, ground):
    assert contrast(tokens[theme][text], tokens[theme][ground]) >= 4.5


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize(("edge", "ground"), EDGES)
def test_edges_of_controls_can_be_seen(tokens, theme, edge, ground):
    assert contrast(tokens[theme][edge], tokens[theme][ground]) >= 3


@pytest.mark.parametrize(
    ("name", "light", "dark"),
    [
        ("paper", "#faf8f3", "#14171a"),
        ("raised", "#ffffff", "#1c2024"),
        ("ink", "#1f2328", "#e8e6e1"),
        ("muted", "#5f646b", "#a2a7ae"),
        ("line", "#e4dfd3", "#2c3237"),
        ("edge", "#857e70", "#6f777f"),
        ("focus", "#1b5fa8", "#9cc7f5"),
        ("glow", "#c2481c", "#ff8a5b"),
        ("on-glow", "#ffffff", "#14171a"),
        ("pine", "#22695b", "#63c2ac"),
        ("amber", "#8a5e0a", "#e2b04a"),
        ("crimson", "#a0124a", "#ff7fa3"),
        ("slate", "#35618e", "#82b1e0"),
    ],
)
def test_the_palette_is_the_one_that_was_decided(tokens, name, light, dark):
    assert (tokens["light"][name], tokens["dark"][name]) == (light, dark)


@pytest.mark.parametrize("sheet", sorted(STATIC.glob("*.css")), ids=lambda path: path.name)
def test_only_tokens_name_colours(sheet):
    if sheet.name == "tokens.css":
        return
    assert re.findall(r"#[0-9a-fA-F]{6}\b", sheet.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize("sheet", sorted(STATIC.glob("*.css")), ids=lambda path: path.name)
def test_every_token_that_a_sheet_uses_exists(tokens, sheet):
    local = {"gap", "unit"}
    used = set(re.findall(r"var\(--([\w-]+)", sheet.read_text(encoding="utf-8")))
    assert used - set(tokens["light"]) - local == set()
