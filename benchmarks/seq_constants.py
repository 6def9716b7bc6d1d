"""Constants of skills, from answers of real pupils where the data lies, else made up.

Knowledge tracing without forgetting (Corbett and Anderson, 1995) is fitted by expectation and
maximisation to ASSISTments 2009. The hold-out world takes another fit: other pupils, hardly any
regularisation, as a package that maximises the likelihood alone would have it.
"""

from __future__ import annotations

import csv
import gzip
import io
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

FOLDER = Path(__file__).resolve().parents[2] / "shared" / "data" / "kt" / "assistments09"
FOLDS = 5
ANSWERS = 300  # a skill needs more than these
START = (0.3, 0.15, 0.25, 0.12)  # known before, learn, guess, slip
HELD_START = (0.1, 0.5, 0.05, 0.1)
ROUNDS = 25
LOW = np.array([0.04, 0.03, 0.02])  # learn, guess, slip
HIGH = np.array([0.5, 0.35, 0.3])
Array = NDArray[np.float64]
Ints = NDArray[np.int64]


@dataclass(frozen=True)
class Answers:
    """One row per answer, sorted by skill and pupil: where each pupil's row of answers on a skill
    begins, its skill, the fold of the pupil, and whether each was right."""

    begins: NDArray[np.int64]
    skill: NDArray[np.int64]
    fold: NDArray[np.int64]
    right: NDArray[np.float64]


def available(folder: Path = FOLDER) -> bool:
    """Whether the answers are on this machine."""
    return (folder / "train.csv.gz").exists() and (folder / "test.csv").exists()


def read(folder: Path = FOLDER) -> Answers:
    """All answers, in the order of time inside a pupil's row on a skill."""
    rows = np.array([*_rows(folder / "train.csv.gz"), *_rows(folder / "test.csv")], dtype=np.int64)
    people = np.unique(rows[:, 0])
    fold_of = np.empty(people.max() + 1, dtype=np.int64)
    fold_of[np.random.default_rng(0).permutation(people)] = np.arange(len(people)) % FOLDS
    rows = rows[np.lexsort((np.arange(len(rows)), rows[:, 0], rows[:, 2]))]
    new = np.flatnonzero(np.any(np.diff(rows[:, [0, 2]], axis=0) != 0, axis=1)) + 1
    begins = np.concatenate([[0], new])
    return Answers(
        begins=np.concatenate([begins, [len(rows)]]),
        skill=rows[begins, 2],
        fold=fold_of[rows[begins, 0]],
        right=rows[:, 1].astype(np.float64),
    )


def _rows(path: Path) -> Iterator[tuple[int, int, int]]:
    raw = path.read_bytes()
    text = (gzip.decompress(raw) if path.suffix == ".gz" else raw).decode()
    with io.StringIO(text) as lines:
        for row in csv.DictReader(lines, delimiter="\t"):
            yield int(row["user_id"]), int(row["correct"]), int(row["skill_id"])


def held_out(answers: Answers) -> Array:
    """Constants for the hold-out world: without fold 0, hardly regularised, another start."""
    return fitted(answers, without=0, pull=1e-6, rounds=150, start=HELD_START)


def fitted(
    answers: Answers,
    without: int,
    pull: float = 1.0,
    rounds: int = ROUNDS,
    start: tuple[float, float, float, float] = START,
) -> Array:
    """(learn, guess, slip) of every skill with enough answers, from all folds but `without`.

    `pull` scales the pseudo-counts that keep the constants from 0 and 1.
    """
    sizes = np.diff(answers.begins)
    found = []
    for skill in np.unique(answers.skill):
        everybody = answers.skill == skill
        if sizes[everybody].sum() <= ANSWERS:
            continue
        chosen = np.flatnonzero(everybody & (answers.fold != without))
        found.append(fit(answers.begins, answers.right, chosen, np.array(start), pull, rounds))
    table = np.array(found)
    learn, guess, slip = table[:, 1], table[:, 2], table[:, 3]
    return table[(guess < 0.5) & (slip < 0.4) & (learn > 0.02)][:, 1:]


def for_code(constants: Array) -> Array:
    """The same with half the guessing, as code and open answers have it, inside bounds."""
    return np.asarray(np.clip(constants * np.array([1.0, 0.5, 1.0]), LOW, HIGH))


def made_up(seed: int, size: int = 100) -> Array:
    """Constants from Beta distributions with about the means of the fitted ones."""
    rng = np.random.default_rng(seed)
    drawn = [rng.beta(2, 9.4, size), rng.beta(3, 21, size), rng.beta(3, 13, size)]
    return np.clip(np.stack(drawn, axis=1), LOW, HIGH)


def fit(begins: Ints, right: Array, chosen: Ints, start: Array, pull: float, rounds: int) -> Array:
    """(known before, learn, guess, slip) that fit the rows `chosen` of one skill best.

    Expectation and maximisation with scaled forward and backward passes (Rabiner, 1989), written
    so that it compiles.
    """
    known0, learn, guess, slip = start[0], start[1], start[2], start[3]
    for _ in range(rounds):
        first, learned, could = 0.0, 0.0, 0.0
        lucky, unknown, slipped, known = 0.0, 0.0, 0.0, 0.0
        for row in chosen:
            a, b = begins[row], begins[row + 1]
            n = b - a
            ahead = np.empty((n, 2))
            scale = np.empty(n)
            for t in range(n):
                if t == 0:
                    k, u = known0, 1 - known0
                else:
                    u = ahead[t - 1, 0] * (1 - learn)
                    k = ahead[t - 1, 1] + ahead[t - 1, 0] * learn
                y = right[a + t]
                u *= guess if y else 1 - guess
                k *= 1 - slip if y else slip
                scale[t] = u + k
                ahead[t, 0], ahead[t, 1] = u / scale[t], k / scale[t]
            back_u, back_k = 1.0, 1.0
            for t in range(n - 1, -1, -1):
                y = right[a + t]
                gamma = ahead[t, 1] * back_k / (ahead[t, 0] * back_u + ahead[t, 1] * back_k)
                known += gamma
                unknown += 1 - gamma
                slipped += gamma * (1 - y)
                lucky += (1 - gamma) * y
                if t == 0:
                    first += gamma
                else:
                    see_u = (guess if y else 1 - guess) * back_u / scale[t]
                    see_k = (1 - slip if y else slip) * back_k / scale[t]
                    before_u = ahead[t - 1, 0]
                    step = before_u * learn * see_k
                    stay = before_u * (1 - learn) * see_u
                    learned += step
                    could += step + stay
                    back_u = (1 - learn) * see_u + learn * see_k
                    back_k = see_k
        known0 = (1 * pull + first) / (3.3 * pull + len(chosen))
        learn = (1 * pull + learned) / (7 * pull + could)
        guess = min(0.6, (2 * pull + lucky) / (8 * pull + unknown))
        slip = min(0.4, (1.2 * pull + slipped) / (10 * pull + known))
    return np.array([known0, learn, guess, slip])
