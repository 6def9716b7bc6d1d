"""Figures: labels, marks and the data that were drawn."""

from __future__ import annotations

import numpy as np
import pytest

from ascent.testing import AuthorError, Failed, expect

FIG = {
    "title": "Bills by species",
    "xlabel": "Length (mm)",
    "ylabel": "Depth (mm)",
    "kinds": ["scatter"],
    "n_points": 3,
    "n_lines": 0,
    "n_bars": 0,
    "n_images": 0,
    "legend": ["Adelie", "Gentoo"],
    "xscale": "linear",
    "yscale": "log",
    "drawn": [{"kind": "scatter", "x": [3.0, 1.0, 2.0], "y": [30.0, 10.0, 20.0]}],
}
X, Y = np.array([1.0, 2.0, 3.0]), np.array([10.0, 20.0, 30.0])


def said(fig=FIG, **named) -> str:
    with pytest.raises(Failed) as caught:
        expect.figure(fig, **named)
    return str(caught.value)


def test_a_figure_that_shows_it_all_passes():
    expect.figure(
        FIG,
        xlabel="length",
        title="species",
        kind="scatter",
        points=3,
        lines=0,
        legend=["adelie", "gentoo"],
        yscale="log",
        shows=(X, Y),
    )
    expect.figure(FIG, legend="Gentoo")


@pytest.mark.parametrize(
    ("named", "sentence"),
    [
        ({"kind": "bar"}, "shows scatter; a bar plot is expected"),
        ({"points": 5}, "has 3 points; 5 are expected"),
        ({"lines": 1}, "has no lines. `plt.plot(...)` draws them"),
        ({"legend": ["Chinstrap"]}, "'Chinstrap' is missing in it"),
        (
            {"xscale": "log"},
            'x-axis has a linear scale; a log one is expected: `plt.xscale("log")`',
        ),
        ({"title": "mass"}, "expected to say 'mass'"),
        ({"shows": (Y, X)}, "with the x-axis and the y-axis exchanged"),
        ({"shows": (X[:2], Y[:2])}, "shows 3 values; 2 are expected"),
        ({"shows": (X, Y + 1)}, "has the right x"),
        ({"shows": (X + 1, Y + 1)}, "not the expected ones"),
    ],
)
def test_each_thing_that_is_missing_has_its_sentence(named, sentence):
    assert sentence in said(**named)


def test_nothing_drawn_and_no_legend():
    empty = FIG | {"drawn": [], "legend": []}
    assert "shows no data" in said(empty, shows=(X, Y))
    assert "has no legend. Give what you draw a `label=...`" in said(empty, legend=True)


def test_one_of_several_things_drawn_is_enough():
    more = FIG | {"drawn": [{"kind": "line", "x": [0.0, 9.0], "y": [1.0, 1.0]}, *FIG["drawn"]]}
    expect.figure(more, shows=(X, Y))


@pytest.mark.parametrize(
    "nonsense",
    [
        {"drawn": [{"x": "ab", "y": [1]}]},
        {"drawn": [{"x": [1.0], "y": [1.0, 2.0]}]},
        {"drawn": [3]},
        {"drawn": 3},
        {"kinds": [["scatter"]]},
        {"n_points": "3"},
        {"legend": 3},
    ],
)
def test_a_description_that_is_none_cannot_be_read(nonsense):
    assert "cannot be read" in said(FIG | nonsense, points=3, shows=(X, Y))


def test_mistakes_of_the_author():
    with pytest.raises(AuthorError):
        expect.figure("a figure")
    with pytest.raises(AuthorError):
        expect.figure(FIG, shows=(X, Y[:1]))
    with pytest.raises(AuthorError, match="nothing of its data"):
        expect.figure({"xlabel": "x", "ylabel": "y"}, shows=(X, Y))
