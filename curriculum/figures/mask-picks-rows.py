"""A question to a column gives True or False for every row; the rows with True are kept."""

import pandas as pd

DATA = ["titanic"]
ROWS = [0, 1, 2, 3, 4, 5, 6]
COLUMNS = ["sex", "age", "ticket_class"]


def draw(plt, theme):
    """The first rows, the mask beside them, and what is left on the right."""
    people = pd.read_csv("titanic.csv")[COLUMNS].iloc[ROWS]
    mask = people["age"] < 18
    figure, axes = plt.subplots(figsize=(8, 3.7))
    axes.set_axis_off()
    axes.set(xlim=(0, 12.6), ylim=(-4.6, 4.7))
    _table(axes, theme, 0.0, people, mask, "people")
    axes.text(5.35, 4.2, 'people["age"] < 18', family="monospace", fontsize=9, ha="center")
    for row, yes in enumerate(mask):
        color = theme.cycle[1] if yes else theme.muted
        axes.text(
            5.35,
            2.0 - row,
            str(yes),
            color=color,
            ha="center",
            va="center",
            fontsize=9.5,
            weight="bold" if yes else "normal",
        )
        if yes:
            target = 2.0 - list(people.index[mask]).index(people.index[row])
            axes.annotate(
                "",
                (7.55, target),
                (6.1, 2.0 - row),
                arrowprops={"arrowstyle": "-|>", "color": color},
            )
    _table(axes, theme, 7.7, people[mask], mask[mask], 'people[people["age"] < 18]')
    axes.text(7.9, -1.0, "The labels 1 and 2 stay with their rows.", color=theme.muted, fontsize=9)
    figure.tight_layout()
    return figure


def _table(axes, theme, left, table, mask, title):
    """Write a table with its row labels."""
    steps = [0.35, 1.0, 2.3, 3.2]
    axes.text(left + 0.2, 4.2, title, family="monospace", fontsize=9)
    for step, name in zip(steps[1:], ("sex", "age", "class"), strict=True):
        axes.text(left + step, 3.1, name, color=theme.ink, fontsize=9, va="center")
    axes.plot([left + 0.2, left + 4.0], [2.6, 2.6], color=theme.muted, linewidth=0.8)
    for row, (label, values) in enumerate(table.iterrows()):
        color = theme.cycle[1] if mask.loc[label] else theme.muted
        age = f"{values['age']:.0f}" if values["age"] >= 1 else f"{values['age']:.1f}"
        words = [str(label), values["sex"], age, values["ticket_class"]]
        for step, word in zip(steps, words, strict=True):
            weight = "bold" if step == steps[0] else "normal"
            axes.text(
                left + step, 2.0 - row, word, color=color, fontsize=9.5, va="center", weight=weight
            )
