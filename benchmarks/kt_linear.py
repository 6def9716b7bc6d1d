"""Competitors that are a table or a logistic regression: item mean, IRT, PFA, Best-LR.

PFA: Pavlik, Cen and Koedinger (2009). Best-LR: Gervet and others (2020), without its windows.
"""

from __future__ import annotations

import warnings
from typing import Any

import numpy as np
from numpy.typing import NDArray

from benchmarks.kt_counts import pairs, totals
from benchmarks.kt_table import Table

Rows = NDArray[np.bool_]
SMOOTH = 5.0
ROUNDS = 300


class ItemMean:
    """The share of right answers to the item, drawn a little towards the share in all."""

    def __init__(self, table: Table) -> None:
        self._table = table

    def fit(self, rows: Rows) -> None:
        """Count."""
        items, right = self._table.item[rows], self._table.right[rows]
        mean = float(right.mean())
        count = np.bincount(items, minlength=len(self._table.items))
        won = np.bincount(items, right, minlength=len(self._table.items))
        self._chance = (won + SMOOTH * mean) / (count + SMOOTH)
        self.size = int((count > 0).sum())

    def predict(self, rows: Rows) -> NDArray[np.float64]:
        """Look up."""
        result: NDArray[np.float64] = self._chance[self._table.item[rows]]
        return result


class Linear:
    """A logistic regression on sparse columns that are known before each answer."""

    strength = 1.0

    def __init__(self, table: Table) -> None:
        import scipy.sparse

        self._right = table.right
        self._columns = scipy.sparse.csr_matrix(scipy.sparse.hstack(self.columns(table)))

    def columns(self, table: Table) -> list[Any]:
        """Blocks of columns, each with a row for each answer."""
        raise TypeError("A linear model says which columns it has.")

    def fit(self, rows: Rows) -> None:
        """L-BFGS on the columns that have a value in `rows`; the intercept is free."""
        from sklearn.linear_model import LogisticRegression

        train, right = self._columns[rows], self._right[rows]
        self._used = np.flatnonzero(train.getnnz(axis=0))
        self.size = len(self._used)
        self._model: Any = None
        self._alone = float((right.sum() + 1) / (len(right) + 2))
        if self.size and 0 < right.sum() < len(right):
            model = LogisticRegression(C=self.strength, tol=1e-4, max_iter=ROUNDS)
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")  # ROUNDS is the protocol's limit, converged or not
                self._model = model.fit(train[:, self._used], right)

    def predict(self, rows: Rows) -> NDArray[np.float64]:
        """One product; the share of right answers where nothing could be fitted."""
        if self._model is None:
            return np.full(int(rows.sum()), self._alone)
        result: NDArray[np.float64] = self._model.predict_proba(self._columns[rows][:, self._used])
        return result[:, 1]


def _item(table: Table) -> Any:
    return _sparse(np.arange(len(table)), table.item, None, (len(table), len(table.items)))


def _skills(table: Table) -> list[Any]:
    found = pairs(table)
    shape = (len(table), max(len(table.skills), 1))
    counted = (None, np.log1p(found.right), np.log1p(found.tried))
    return [_sparse(found.row, found.skill, values, shape) for values in counted]


def _sparse(row: Any, column: Any, values: Any, shape: tuple[int, int]) -> Any:
    import scipy.sparse

    filled = np.ones(len(row)) if values is None else values
    matrix = scipy.sparse.csr_matrix((filled, (row, column)), shape=shape)
    matrix.eliminate_zeros()
    return matrix


class Irt(Linear):
    """One weight for each item."""

    def columns(self, table: Table) -> list[Any]:
        """Which item it is."""
        return [_item(table)]


class Pfa(Linear):
    """Three weights for each skill: that it is there, right answers on it, attempts on it."""

    def columns(self, table: Table) -> list[Any]:
        """The skills of the item, and this student's counts on each."""
        return _skills(table)


class BestLr(Linear):
    """PFA's columns, the item, and six counts that all share."""

    def columns(self, table: Table) -> list[Any]:
        """Item, skills, totals."""
        import scipy.sparse

        return [_item(table), *_skills(table), scipy.sparse.csr_matrix(totals(table, pairs(table)))]
