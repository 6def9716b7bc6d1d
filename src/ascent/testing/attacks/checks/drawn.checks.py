"""A figure with labels, and the printed text."""

from ascent.testing import check, expect


@check("The figure has labels.")
def labelled(learner):
    expect.figure(learner.figures[0], xlabel=True, ylabel=True, title="Growth")


@check("The text ends with a full stop.")
def printed(learner):
    assert learner.stdout.strip().endswith("."), "Print a sentence."
    assert learner.has("growth"), "Define `growth`."
