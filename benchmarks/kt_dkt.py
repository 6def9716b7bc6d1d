"""Competitor: deep knowledge tracing, an LSTM over the answers (Piech and others, 2015).

Items are embedded as their skills' vector plus a difficulty along the skills' second vector, as
in a Rasch model (Ghosh, Heffernan and Lan, 2020), so that rare items borrow from their skills.
"""

from __future__ import annotations

import copy
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn

from ascent.learner.fitting.measures import auc
from benchmarks.kt_table import Table

Rows = NDArray[np.bool_]
Window = tuple[int, int, int]  # rows first to last, of which those before the third are context

WIDTH, HIDDEN, DROPOUT = 64, 96, 0.3
LENGTH, FRESH = 200, 100  # a window, and how many answers of it are scored after the first one
UNKNOWN = 0.1  # share of items whose id is hidden while learning
BATCH, STEP, NORM, PULL = 32, 2e-3, 5.0, 1.0  # the pull once per pass, not per answer
EPOCHS, PATIENCE, WATCHED = 14, 2, 0.1


class Net(nn.Module):
    """Chance, in logits, of a right answer at each place of each window."""

    def __init__(self, combos: int, items: int) -> None:
        super().__init__()
        self.skill = nn.Embedding(combos + 1, WIDTH, padding_idx=0)
        self.along = nn.Embedding(combos + 1, WIDTH, padding_idx=0)
        self.item = nn.Embedding(items + 1, 1)
        self.bias = nn.Embedding(items + 1, 1)
        nn.init.zeros_(self.item.weight)
        nn.init.zeros_(self.bias.weight)
        self.memory = nn.LSTM(2 * WIDTH, HIDDEN, batch_first=True)
        self.head = nn.Sequential(
            nn.Dropout(DROPOUT), nn.Linear(HIDDEN + WIDTH, HIDDEN), nn.ReLU(),
            nn.Dropout(DROPOUT), nn.Linear(HIDDEN, 1),
        )  # fmt: skip

    def forward(self, combo: Tensor, item: Tensor, right: Tensor) -> Tensor:
        """Logits (windows, places)."""
        asked = self.skill(combo) + self.item(item) * self.along(combo)
        y = right.unsqueeze(-1)
        told = torch.cat([asked * y, asked * (1 - y)], -1)
        told = torch.cat([torch.zeros_like(told[:, :1]), told[:, :-1]], 1)  # of the answer before
        hidden, _ = self.memory(told)
        logits: Tensor = self.head(torch.cat([hidden, asked], -1)) + self.bias(item)
        return logits.squeeze(-1)

    def pull(self) -> Tensor:
        """How far the items' constants are from zero, squared and summed."""
        return (self.item.weight**2).sum() + (self.bias.weight**2).sum()


class Dkt:
    """The deep yardstick; seeded, so that a run can be repeated."""

    def __init__(self, table: Table) -> None:
        self._table = table
        self._combo = torch.from_numpy(table.combo) + 1  # 0 is unknown, here and below
        self._item = torch.from_numpy(table.item) + 1
        self._right = torch.from_numpy(table.right.astype(np.float32))

    def fit(self, rows: Rows) -> None:
        """Up to 14 passes, stopped by the AUC of a tenth of the students."""
        torch.manual_seed(0)
        rng = np.random.default_rng(0)
        t = self._table
        users = rng.permutation(np.unique(t.user[rows]))
        watched = np.isin(t.user, users[: max(1, round(len(users) * WATCHED))]) & rows
        learned = rows & ~watched
        if not learned.any():
            learned = rows
        here = torch.from_numpy(learned)
        self._known = _marked(self._item[here], len(t.items))
        self._met = _marked(self._combo[here], len(t.combos))
        self._net = Net(len(t.combos), len(t.items))
        self.size = sum(p.numel() for p in self._net.parameters())
        adam = torch.optim.Adam(self._net.parameters(), lr=STEP)
        windows, best, waited = self._windows(learned), -np.inf, 0
        kept = copy.deepcopy(self._net.state_dict())
        for _ in range(EPOCHS):
            self._epoch(_batches(windows, BATCH, rng), adam)
            reached = auc(t.right[watched], self.predict(watched))
            if np.isnan(reached) or reached > best:
                best, waited = reached, 0
                kept = copy.deepcopy(self._net.state_dict())
            else:
                waited += 1
            if waited == PATIENCE:
                break
        self._net.load_state_dict(kept)

    def _epoch(self, batches: list[list[Window]], adam: torch.optim.Optimizer) -> None:
        self._net.train()
        pull = PULL / sum(last - scored for batch in batches for _, last, scored in batch)
        for batch in batches:
            rows, scored = _padded(batch)
            item = self._items(rows)
            item[torch.rand(item.shape) < UNKNOWN] = 0
            right = self._right[rows]
            logits = self._net(self._combos(rows), item, right)
            loss = nn.functional.binary_cross_entropy_with_logits(logits, right, reduction="none")
            adam.zero_grad()
            (loss[scored].mean() + pull * self._net.pull()).backward()
            nn.utils.clip_grad_norm_(self._net.parameters(), NORM)
            adam.step()

    @torch.no_grad()
    def predict(self, rows: Rows) -> NDArray[np.float64]:
        """Each answer once, in the window in which it is not context."""
        self._net.eval()
        chance = np.empty(len(self._table))
        for batch in _batches(self._windows(rows), 8 * BATCH, None):
            place, scored = _padded(batch)
            logits = self._net(self._combos(place), self._items(place), self._right[place])
            chance[place[scored].numpy()] = torch.sigmoid(logits[scored]).double().numpy()
        return chance[rows]

    def _items(self, rows: Tensor) -> Tensor:
        item = self._item[rows]
        return torch.where(self._known[item], item, 0)

    def _combos(self, rows: Tensor) -> Tensor:
        combo = self._combo[rows]
        return torch.where(self._met[combo], combo, 0)

    def _windows(self, rows: Rows) -> list[Window]:
        """`rows` holds whole students, whose answers lie together."""
        first = np.unique(self._table.user, return_index=True)[1]
        ends = np.r_[first[1:], len(self._table)]
        found: list[Window] = []
        for a, b in zip(first.tolist(), ends.tolist(), strict=True):
            if rows[a]:
                found.append((a, min(a + LENGTH, b), a))
                found += [
                    (s - (LENGTH - FRESH), min(s + FRESH, b), s)
                    for s in range(a + LENGTH, b, FRESH)
                ]
        return found


def _marked(numbers: Tensor, most: int) -> Tensor:
    met = torch.zeros(most + 1, dtype=torch.bool)
    met[numbers] = True
    return met


def _batches(windows: list[Window], size: int, rng: Any) -> list[list[Window]]:
    """Windows of about the same length together, so that little is padding."""
    order = np.arange(len(windows)) if rng is None else rng.permutation(len(windows))
    length = np.array([windows[k][1] - windows[k][0] for k in order])
    order = order[np.argsort(length, kind="stable")]
    parts = [[windows[k] for k in order[a : a + size]] for a in range(0, len(order), size)]
    return parts if rng is None else [parts[k] for k in rng.permutation(len(parts))]


def _padded(batch: list[Window]) -> tuple[Tensor, Tensor]:
    """Row numbers (windows, places), and where they are to be scored. Padding repeats the last."""
    first, last, scored = (torch.tensor(part).unsqueeze(1) for part in zip(*batch, strict=True))
    rows = first + torch.arange(int((last - first).max()))
    return torch.minimum(rows, last - 1), (rows >= scored) & (rows < last)
