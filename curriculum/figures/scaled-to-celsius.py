"""What the function celsius does with three hours of the bike table."""

CALLS = [(0.24, "1 January, midnight"), (0.5, "middle of the scale"), (0.96, "22 July, 14:00")]


def draw(plt, theme):
    """Two scales, one below the other, and a line from each number to what it becomes."""
    figure, axes = plt.subplots(figsize=(8, 3.6))
    axes.set_axis_off()
    axes.set(xlim=(-0.12, 1.12), ylim=(-0.55, 1.75))
    _scale(axes, theme, 1.0, [0, 0.25, 0.5, 0.75, 1], "{:g}", up=True)
    _scale(axes, theme, 0.0, [place / 47 for place in (0, 8, 18, 28, 38, 47)], None, up=False)
    axes.text(-0.12, 1.62, "in the table: temp, from 0 to 1", color=theme.muted)
    axes.text(-0.12, -0.5, "in degrees Celsius", color=theme.muted)
    for number, (scaled, name) in enumerate(CALLS):
        color = theme.cycle[number]
        axes.annotate(
            "",
            (scaled, 0.02),
            (scaled, 0.98),
            arrowprops={"arrowstyle": "-|>", "color": color, "linewidth": 2},
        )
        text = f"celsius({scaled})\n= {-8 + 47 * scaled:.2f}\n"
        side = "right" if scaled > 0.9 else "left"
        shift = -0.015 if side == "right" else 0.015
        axes.text(scaled + shift, 0.5, text + name, color=color, va="center", ha=side, fontsize=10)
    figure.tight_layout()
    return figure


def _scale(axes, theme, height, places, form, up):
    """A number line; without a format its marks are written in degrees."""
    axes.plot([0, 1], [height, height], color=theme.ink, linewidth=1.2)
    for place in places:
        axes.plot([place, place], [height, height + (0.06 if up else -0.06)], color=theme.ink)
        text = form.format(place) if form else f"{-8 + 47 * place:.0f} °C"
        shift = 0.12 if up else -0.12
        axes.text(place, height + shift, text, ha="center", va="bottom" if up else "top")
