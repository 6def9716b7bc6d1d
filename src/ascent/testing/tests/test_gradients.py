"""Gradients against their losses: right ones pass at any scale, wrong ones are located."""

from __future__ import annotations

import numpy as np
import pytest

from ascent.testing import AuthorError, Failed, expect
from ascent.testing.tests.learners import Host, learner_of

RNG = np.random.default_rng(8)
X, Y = RNG.normal(size=(30, 4)), RNG.normal(size=30)
W = RNG.normal(size=4)

ANSWER = """
import numpy as np

def loss(w, X, y):
    return float(np.mean((X @ w - y) ** 2))

def grad(w, X, y):
    return 2 * X.T @ (X @ w - y) / len(y)

def forgot_the_mean(w, X, y):
    return 2 * X.T @ (X @ w - y)

def turned(w, X, y):
    return -grad(w, X, y)

def one_wrong(w, X, y):
    found = grad(w, X, y)
    found[2] += 0.01
    return found

def column(w, X, y):
    return grad(w, X, y)[:, None]

def nothing(w, X, y):
    grad(w, X, y)

def dice(w, X, y):
    return float(np.random.default_rng().normal())
"""


def mse(w, x, y):
    return np.mean((x @ w - y) ** 2)


def said(function, *args, **named) -> str:
    with pytest.raises(Failed) as caught:
        function(*args, **named)
    return str(caught.value)


@pytest.fixture
def learner():
    return learner_of(ANSWER)


def test_a_right_gradient_passes_with_either_loss(learner):
    expect.gradient(learner.grad, mse, at=W, more=(X, Y))
    expect.gradient(learner.grad, learner.loss, at=W, more=(X, Y))


def test_the_learners_loss_is_asked_in_one_message():
    host = Host(ANSWER)
    learner = learner_of(ANSWER, host)
    expect.gradient(learner.grad, learner.loss, at=W, more=(X, Y))
    assert host.asked == {"call": 1, "map": 1}


@pytest.mark.parametrize(
    ("function", "sentence"),
    [
        ("forgot_the_mean", "each is 30 times too large"),
        ("turned", "the other sign"),
        ("one_wrong", "is off in one place, at [2], where you have"),
        ("column", "has shape (4, 1); expected (4,): drop the last axis"),
        ("nothing", "Is a `return` missing?"),
    ],
)
def test_a_wrong_gradient_is_located_and_described(learner, function, sentence):
    message = said(expect.gradient, learner.name(function), mse, at=W, more=(X, Y))
    assert sentence in message
    right = 2 * X.T @ (X @ W - Y) / len(Y)
    assert not any(f"{value:.4g}" in message for value in right), "the answer leaks"


@pytest.mark.parametrize("scale", [1e-6, 1e-2, 1.0, 1e3, 1e8])
def test_the_step_follows_the_scale(scale):
    at = W * scale
    expect.gradient(lambda w: 3 * w**2, lambda w: float((w**3).sum()), at=at)
    assert "off in" in said(
        expect.gradient, lambda w: 3.001 * w**2, lambda w: float((w**3).sum()), at=at
    )


@pytest.mark.parametrize("seed", range(20))
def test_curved_losses_do_not_fail_right_gradients(seed):
    rng = np.random.default_rng(seed)
    at = rng.normal(size=(3, 5)) * rng.choice([0.1, 1, 10], size=(3, 5))
    expect.gradient(
        lambda w: np.cos(w) * np.exp(np.sin(w)), lambda w: np.exp(np.sin(w)).sum(), at=at
    )


def test_a_kink_blames_nobody():
    at = np.array([0.0, 1.0, -2.0])
    for at_zero in (0.0, 1.0):
        slope = np.array([at_zero, 1.0, 0.0])
        expect.gradient(
            lambda w, slope=slope: slope, lambda w: float(np.maximum(w, 0).sum()), at=at
        )
    assert "at [1]" in said(
        expect.gradient,
        lambda w: np.array([0.0, 0.9, 0.0]),
        lambda w: float(np.maximum(w, 0).sum()),
        at=at,
    )


def test_a_gradient_of_zeros_is_right_at_a_minimum():
    expect.gradient(lambda w: 2 * w, lambda w: float((w**2).sum()), at=np.zeros(3))
    assert "off in" in said(
        expect.gradient, lambda w: 2 * w + 1e-3, lambda w: float((w**2).sum()), at=np.zeros(3)
    )


def test_numbers_and_large_arrays():
    expect.gradient(lambda x: 2 * x, lambda x: float(x * x), at=1.5)
    assert "small step changes the loss" in said(
        expect.gradient, lambda x: 2.1 * x, lambda x: float(x * x), at=1.5
    )
    calls = []

    def loss(w):
        calls.append(1)
        return float((w**2).sum())

    expect.gradient(lambda w: 2 * w, loss, at=np.ones(5000))
    assert len(calls) == 4 * 200 + 2


def test_a_loss_that_rolls_dice_is_named(learner):
    assert "`dice` jumps" in said(expect.gradient, learner.grad, learner.dice, at=W, more=(X, Y))
    rng = np.random.default_rng(1)
    with pytest.raises(AuthorError):
        expect.gradient(lambda w: w, lambda w: float(rng.normal()), at=W)
