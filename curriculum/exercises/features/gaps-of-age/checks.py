import numpy as np
import pandas as pd

from ascent.testing import check, expect, fail


def people(rng):
    """Two tables with gaps; medians, means and the two tables differ clearly."""
    train = pd.DataFrame({"age": rng.exponential(30, 40), "fare": rng.exponential(80, 40)})
    test = pd.DataFrame({"age": 200 + rng.exponential(30, 15), "fare": rng.exponential(9, 15)})
    for table in (train, test):
        for name in table.columns:
            table.loc[rng.choice(len(table), size=4, replace=False), name] = np.nan
    return train, test


def filled(learner, train, test):
    with learner.not_finite():
        got = learner.fill(train, test)
    if type(got) not in (tuple, list) or len(got) != 2:
        fail("`fill` must return two arrays: training, a comma, test.")
    for name, part in zip(("training", "test"), got, strict=True):
        expect.type(part, np.ndarray, name=f"the {name} part")
    return got


@check("No gap is left and no row is lost.")
def leaves_no_gap(learner, rng):
    train, test = people(rng)
    for name, part, given in zip(
        ("training", "test"), filled(learner, train, test), (train, test), strict=True
    ):
        if len(part) < len(given):
            fail(
                f"{len(given) - len(part)} rows are missing from the {name} part. Fill the gaps; "
                "do not throw the people away."
            )
        if part.shape != given.shape:
            fail(f"The {name} part has shape {part.shape}; it went in with {given.shape}.")
        if np.isnan(part.astype(float)).any():
            fail(f"The {name} part still has gaps.")


@check("Each gap of training holds the median of its column.")
def fills_training_with_medians(learner, rng):
    train, test = people(rng)
    got = filled(learner, train, test)[0]
    name = "age"
    put_in = got[train[name].isna().to_numpy(), 0]
    if (put_in == 0).all():
        fail("The gaps hold 0 now: newborn children. What is a usual value of the column?")
    if np.allclose(put_in, train[name].mean()):
        fail("The gaps hold the mean. A few old people pull it up; the task asks for the median.")
    expect.fitted_without(
        lambda train, test: filled(learner, train, test)[0],
        train,
        test,
        name="the gaps of training",
    )
    expect.array(got, like=train.fillna(train.median()), name="the training part")


@check("Gaps of the test hold the medians of training.")
def fills_test_from_training(learner, rng):
    train, test = people(rng)
    got = filled(learner, train, test)[1]
    if np.allclose(got, test.fillna(test.median())):
        fail(
            "The gaps of the test hold the medians of the test. With one new passenger there would "
            "be no median at all: use what training has taught."
        )
    expect.each_alone(lambda test: filled(learner, train, test)[1], test, name="the test part")
    expect.array(got, like=test.fillna(train.median()), name="the test part")
