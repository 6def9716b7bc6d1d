"""fit goes through every step and fills its memory; predict goes the same way and only reads it."""

STEPS = [
    ("fill gaps", "the median age"),
    ("scale", "mean and spread"),
    ("model", "the weights"),
]


def draw(plt, theme):
    """Two lanes over the same three boxes."""
    figure, axes = plt.subplots(figsize=(8.6, 3.3))
    axes.set_axis_off()
    axes.set(xlim=(0, 12), ylim=(-0.4, 4.4))
    train, test = theme.cycle[0], theme.cycle[1]
    lefts = [3.0, 5.9, 8.8]
    for left, (name, memory) in zip(lefts, STEPS, strict=True):
        axes.add_patch(
            plt.Rectangle((left, 0.3), 2.1, 3.4, facecolor="none", edgecolor=theme.muted)
        )
        axes.text(left + 1.05, 3.95, name, ha="center", color=theme.ink)
        axes.text(left + 1.05, 2.0, "remembers", ha="center", color=theme.muted, fontsize=8.5)
        axes.text(left + 1.05, 1.6, memory, ha="center", color=train, fontsize=10)
    _lane(axes, 3.0, "training rows", "fit", train, lefts)
    _lane(axes, 0.85, "test rows", "predict", test, lefts)
    for left in lefts:
        axes.annotate(
            "",
            (left + 1.05, 2.32),
            (left + 1.05, 2.95),
            arrowprops={"arrowstyle": "-|>", "color": train},
        )
        axes.text(left + 1.15, 2.62, "learns", color=train, fontsize=8.5, va="center")
        axes.annotate(
            "",
            (left + 1.05, 0.9),
            (left + 1.05, 1.5),
            arrowprops={"arrowstyle": "-|>", "color": test},
        )
        axes.text(left + 1.15, 1.2, "is used", color=test, fontsize=8.5, va="center")
    figure.tight_layout()
    return figure


def _lane(axes, height, rows, verb, color, lefts):
    """An arrow through all boxes, with its name on the left."""
    axes.text(0, height + 0.12, rows, color=color, va="bottom", weight="bold")
    axes.text(0, height - 0.1, verb, color=color, va="top", family="monospace")
    axes.annotate(
        "",
        (lefts[-1] + 2.8, height),
        (2.2, height),
        arrowprops={"arrowstyle": "-|>", "color": color, "linewidth": 1.8},
    )
