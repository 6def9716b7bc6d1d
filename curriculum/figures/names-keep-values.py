"""Three lines of code, and what the program remembers after each of them."""

LINES = [
    ("flipper = 181", [("flipper", "181", True)]),
    (
        "guess = 4200 + 50 * (flipper - 201)",
        [("flipper", "181", False), ("guess", "3200", True)],
    ),
    ("flipper = 231", [("flipper", "231", True), ("guess", "3200", False)]),
]


def draw(plt, theme):
    """Write each line on the left and its memory on the right; what is new stands out."""
    figure, axes = plt.subplots(figsize=(8, 3.0))
    axes.set_axis_off()
    axes.set(xlim=(0, 10), ylim=(-0.5, 3.2))
    axes.text(0, 2.95, "the line that runs", color=theme.muted, va="center")
    axes.text(5.7, 2.95, "what is remembered after it", color=theme.muted, va="center")
    for row, (line, memory) in enumerate(LINES):
        height = 2.15 - row
        axes.text(0, height, line, family="monospace", fontsize=10.5, va="center")
        axes.axhline(height + 0.5, color=theme.line, linewidth=1)
        for place, (name, value, new) in enumerate(memory):
            _tag(axes, theme, 5.7 + 2.2 * place, height, name, value, new)
    figure.tight_layout()
    return figure


def _tag(axes, theme, left, height, name, value, new):
    """One name and its value."""
    color = theme.cycle[1] if new else theme.muted
    axes.text(left, height, name, color=color, va="center", family="monospace", fontsize=10.5)
    axes.text(
        left + 1.15,
        height,
        value,
        color=color,
        va="center",
        family="monospace",
        fontsize=10.5,
        weight="bold" if new else "normal",
        bbox={"boxstyle": "round,pad=0.35", "facecolor": theme.paper, "edgecolor": color},
    )
