"""The two estimates of the fit: weights of a logistic regression, and counts drawn towards 0.

numpy only, deterministic. Logits are clipped at ±30, where the chance is 0 or 1 to all digits.
"""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
Whole = npt.NDArray[np.int64]
Rows = npt.NDArray[np.bool_]

SPREAD = 0.5  # deviation of the prior of a situation around 0, in logits
ROUNDS = 3
GROUPS = 5
STEPS = 30


def chances(logit: Floats) -> Floats:
    """The logistic function."""
    told: Floats = 1 / (1 + np.exp(-np.clip(logit, -30, 30)))
    return told


def logistic(x: Floats, y: Floats, start: Floats, hold: float) -> Floats:
    """Weights of a logistic regression, the intercept first, by Newton's method.

    Args:
        x: one row per answer, one column per weight.
        y: 1 for a right answer, 0 for a wrong one.
        start: where the weights begin and are held, the intercept first.
        hold: the penalty is `hold / 2` times the sum of the squared distances from `start`, each
            times its column's standard deviation; the intercept is free. A column that never
            varies keeps its weight.
    """
    scale = x.std(axis=0)
    varies = scale > 1e-9
    full = np.column_stack([np.ones(len(x)), x / np.where(varies, scale, 1.0)])
    full[:, 1:][:, ~varies] = 0.0
    fixed = x[:, ~varies] @ start[1:][~varies]
    pull = np.r_[1e-6, np.full(x.shape[1], hold)]
    held = start * np.r_[1.0, scale]
    w: Floats = held.copy()
    for _ in range(STEPS):
        p = chances(full @ w + fixed)
        slope = full.T @ (y - p) - pull * (w - held)
        bend = (full * (p * (1 - p))[:, None]).T @ full + np.diag(pull)
        step = np.linalg.solve(bend, slope)
        step /= max(1.0, float(np.abs(step).max()) / 3)
        w += step
        if np.abs(step).max() < 1e-6:
            break
    w[1:] = np.where(varies, w[1:] / np.where(varies, scale, 1.0), start[1:])
    return w


def surpluses(logit: Floats, y: Floats, places: Sequence[Whole], rows: Rows) -> list[Floats]:
    """For each kind of situation, how much better each situation went than `logit` expects.

    A random effect per situation and kind, with a normal prior of deviation `SPREAD` around 0:
    one Newton step per kind and round, the other kinds held (backfitting).

    Args:
        logit: what the rest of the model expects of each answer.
        y: 1 for a right answer, 0 for a wrong one.
        places: per kind the number of each answer's situation; 0 means none and stays at 0.
        rows: the answers to count.
    """
    logit, y = logit[rows], y[rows]
    chosen = [place[rows] for place in places]
    counted = [np.zeros(int(place.max(initial=0)) + 1) for place in places]
    pull = 1 / SPREAD**2
    for _ in range(ROUNDS):
        for place, surplus in zip(chosen, counted, strict=True):
            p = chances(logit)
            up = np.bincount(place, y - p, len(surplus)) - pull * surplus
            bend = np.bincount(place, p * (1 - p), len(surplus)) + pull
            step = up / bend
            step[0] = 0.0
            surplus += step
            logit = logit + step[place]
    return counted


def unseen(logit: Floats, y: Floats, places: Sequence[Whole], user: Whole, seed: int) -> Floats:
    """Each answer's surpluses as counted from other learners, one column per kind.

    Learners are dealt into `GROUPS`; those of a group are told what the other groups show. What
    is counted from an answer itself would look surer than it is.
    """
    users, place = np.unique(user, return_inverse=True)
    group = np.random.default_rng(seed).permutation(len(users))[place] % GROUPS
    told = np.zeros((len(y), len(places)))
    for k in range(GROUPS):
        here = group == k
        if here.any():
            counted = surpluses(logit, y, places, ~here)
            told[here] = np.column_stack(
                [surplus[place[here]] for surplus, place in zip(counted, places, strict=True)]
            )
    return told
