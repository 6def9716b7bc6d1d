"""Flippers and weights of 342 penguins, a rule of thumb, and its error for one of them."""

import numpy as np
import pandas as pd

DATA = ["penguins"]
FLIPPER, MASS = 181, 3750  # the first penguin of the table


def draw(plt, theme):
    """Scatter all penguins, draw the rule, and measure its error for the first one."""
    penguins = pd.read_csv("penguins.csv")
    figure, axes = plt.subplots(figsize=(7, 4.2))
    axes.scatter(
        penguins["flipper_length_mm"], penguins["body_mass_g"], s=14, alpha=0.45, linewidth=0
    )
    ends = np.array([170, 232])
    axes.plot(ends, rule(ends), color=theme.ink, linewidth=1.5)
    axes.text(174.5, 2780, "the rule", color=theme.ink, ha="left", va="top")

    guess = rule(FLIPPER)
    axes.plot([FLIPPER, FLIPPER], [guess, MASS], color=theme.cycle[1], linewidth=2.5)
    axes.plot([FLIPPER], [MASS], "o", color=theme.cycle[1], markersize=8)
    axes.annotate(
        "this penguin: 3,750 g\nthe rule says 3,200 g",
        (FLIPPER, MASS),
        (171, 4900),
        color=theme.cycle[1],
        arrowprops={"arrowstyle": "-", "color": theme.cycle[1], "shrinkB": 5},
    )
    axes.set(xlabel="length of the flipper (mm)", ylabel="body mass (g)", xlim=(170, 234))
    figure.tight_layout()
    return figure


def rule(flipper):
    """4,200 g at 201 mm, and 50 g more for every millimetre."""
    return 4200 + 50 * (flipper - 201)
