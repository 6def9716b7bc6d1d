"""Five folds: in each round another fifth of the rows is the test, so every row is tested once."""


def draw(plt, theme):
    """Five rounds of five blocks; the block that is tested stands out."""
    figure, axes = plt.subplots(figsize=(7.6, 3.1))
    axes.set_axis_off()
    axes.set(xlim=(-1.35, 7.2), ylim=(-0.6, 5.3))
    for fold in range(5):
        axes.text(fold + 0.5, 5.0, f"fold {fold + 1}", ha="center", va="center", color=theme.muted)
        height = 4 - fold
        axes.text(-1.35, height + 0.36, f"round {fold + 1}", va="center", color=theme.ink)
        for block in range(5):
            test = block == fold
            color = theme.cycle[1] if test else theme.cycle[0]
            axes.add_patch(
                plt.Rectangle(
                    (block + 0.03, height),
                    0.94,
                    0.72,
                    color=color,
                    alpha=1 if test else 0.22,
                    linewidth=0,
                )
            )
            axes.text(
                block + 0.5,
                height + 0.36,
                "test" if test else "learn",
                ha="center",
                va="center",
                color=theme.paper if test else theme.ink,
                fontsize=9.5,
            )
        axes.annotate(
            "",
            (5.65, height + 0.36),
            (5.1, height + 0.36),
            arrowprops={"arrowstyle": "-|>", "color": theme.muted},
        )
        axes.text(5.75, height + 0.36, f"score {fold + 1}", va="center", color=theme.cycle[1])
    figure.tight_layout()
    return figure
