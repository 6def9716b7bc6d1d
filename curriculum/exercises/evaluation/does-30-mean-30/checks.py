import numpy as np
import pandas as pd

from ascent.testing import check, expect, fail


def forecasts(rng, rows=300):
    """Chances that are too sure of themselves, never on the edge of a bin; some bins empty."""
    chance = np.round(rng.choice([0.03, 0.17, 0.24, 0.38, 0.62, 0.76, 0.95], size=rows), 2)
    chance = chance + rng.uniform(-0.02, 0.02, size=rows)
    truth = (rng.uniform(size=rows) < 0.3 + 0.4 * chance).astype(int)
    index = rng.permutation(9000)[:rows]
    return pd.Series(truth, index=index), pd.Series(chance, index=index)


def bins_of(chance):
    return (chance * 10).astype(int).clip(upper=9)


def asked(learner, truth, chance):
    got = learner.reliability(truth, chance)
    expect.type(got, pd.DataFrame, name="reliability(...)")
    for name in ("said", "happened", "size"):
        if name not in got.columns:
            fail(f"The table has no column `{name}`.")
    return got


@check("There is one row for each bin that occurs.")
def has_one_row_per_bin(learner, rng):
    truth, chance = forecasts(rng)
    got = asked(learner, truth, chance)
    want = sorted(bins_of(chance).unique())
    if len(got) == 2 and list(got.index) == [0, 1]:
        fail("You have two rows, one for each truth. Group by the bin of the chance.")
    if len(got) == 1:
        fail("All rows lie in one bin. Cut the chances into tenths.")
    if list(got.index) != want:
        fail(f"Your bins are {list(got.index)[:10]}; for these chances {len(want)} bins occur.")


@check("A chance of exactly 1 lies in the last bin.")
def keeps_one_in_the_last_bin(learner, rng):
    truth, chance = forecasts(rng)
    chance.iloc[:5] = 1.0
    got = asked(learner, truth, chance)
    if 10 in list(got.index):
        fail("A chance of 1.0 makes an eleventh bin of its own. `clip` holds it in bin 9.")
    if list(got.index) != sorted(bins_of(chance).unique()):
        fail("With a chance of 1.0 among them, the bins are others than the ten tenths.")


@check("`said` is the mean chance of the bin, `happened` how often it came true.")
def compares_said_and_happened(learner, rng):
    truth, chance = forecasts(rng)
    got = asked(learner, truth, chance)
    bins = bins_of(chance)
    said, happened = chance.groupby(bins).mean(), truth.groupby(bins).mean()
    if np.allclose(got["said"], happened) and np.allclose(got["happened"], said):
        fail("The two columns are exchanged: `said` is about the model, `happened` about the days.")
    if np.allclose(got["happened"], got["said"]):
        fail("What happened equals what was said, in every bin. Ask `truth` what happened.")
    if np.allclose(got["happened"], truth.groupby(bins).sum()):
        fail("`happened` holds numbers of days. The share of days can be compared with a chance.")
    if np.allclose(got["happened"], (truth == (chance > 0.5)).groupby(bins).mean()):
        fail("`happened` holds how often the model was right at 50%. Count how often it rained.")
    if np.allclose(got["said"], (np.array(said.index) + 0.5) / 10):
        fail("`said` holds the middle of each bin. The mean of its chances lies elsewhere.")
    expect.series(got["said"], like=said, name="the column `said`")
    expect.series(got["happened"], like=happened, name="the column `happened`")


@check("`size` counts the rows of each bin.")
def counts_the_rows(learner, rng):
    truth, chance = forecasts(rng)
    got = asked(learner, truth, chance)["size"]
    expect.series(got, like=truth.groupby(bins_of(chance)).size(), name="the column `size`")
