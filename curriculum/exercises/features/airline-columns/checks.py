import numpy as np
import pandas as pd

from ascent.testing import check, expect, fail

AIRLINES = np.array(["AA", "B6", "DL", "EV", "MQ", "UA", "US", "WN", "9E"])


def tables(rng, stranger=False):
    """Two tables of words; the test lacks some words of training and may have a new one."""
    known = rng.choice(AIRLINES, size=5, replace=False)
    train = pd.DataFrame(
        {"carrier": rng.choice(known, size=30), "origin": rng.choice(["JFK", "LGA"], size=30)}
    )
    train.loc[:4, "carrier"] = known
    train.loc[:1, "origin"] = ["LGA", "JFK"]
    test = pd.DataFrame(
        {"carrier": rng.choice(known[:3], size=10), "origin": rng.choice(["JFK", "LGA"], size=10)}
    )
    if stranger:
        test.loc[4, "carrier"] = "ZZ"
    return train, test


def one_hot(train, rows):
    columns = [
        (rows[name] == word).to_numpy(float)
        for name in train.columns
        for word in sorted(train[name].unique())
    ]
    return np.stack(columns, axis=1)


def encoded(learner, train, test):
    try:
        got = learner.encode(train, test)
    except Exception as error:
        if "unknown categories" in str(error):
            fail(
                "A test row names an airline that training does not have, and the encoder stopped. "
                "Tell it to ignore words that it does not know."
            )
        raise
    if type(got) not in (tuple, list) or len(got) != 2:
        fail("`encode` must return two arrays: training, a comma, test.")
    return got


@check("Training and test get the same number of columns: one for each word of training.")
def makes_one_column_per_word(learner, rng):
    train, test = tables(rng)
    for name, part in zip(("training", "test"), encoded(learner, train, test), strict=True):
        expect.type(part, np.ndarray, name=f"the {name} part")
    train_columns, test_columns = encoded(learner, train, test)
    if train_columns.shape[1] == 2:
        fail(
            "2 columns went in and 2 came back. Then the words are numbered, and one airline "
            "counts as more than another. Give each word its own column."
        )
    if train_columns.shape[1] != test_columns.shape[1]:
        fail(
            f"Training has {train_columns.shape[1]} columns and the test has "
            f"{test_columns.shape[1]}. The test must go through the encoder of training."
        )
    if train_columns.shape[1] == 5:
        fail("There are 5 columns where 7 words are. One word of each column was dropped.")
    expect.array(train_columns, like=one_hot(train, train), name="the training part")


@check("Each test row has a 1 in the columns of its own words.")
def marks_the_right_columns(learner, rng):
    train, test = tables(rng)
    expect.array(encoded(learner, train, test)[1], like=one_hot(train, test), name="the test part")


@check("An airline that training does not have gets zeros.")
def unknown_words_are_zeros(learner, rng):
    train, test = tables(rng, stranger=True)
    train_columns, test_columns = encoded(learner, train, test)
    if train_columns.shape[1] == 8:
        fail(
            "There is a column for an airline that only the test has. In training nobody knows "
            "of it, so the encoder was fitted on too many rows."
        )
    expect.array(test_columns, like=one_hot(train, test), name="the test part")
