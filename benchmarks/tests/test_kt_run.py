"""A run of the knowledge-tracing benchmark: who competes, what is told, what has a goal."""

from __future__ import annotations

import argparse
from pathlib import Path

import numpy as np
import pytest

from benchmarks import knowledge_tracing, kt_linear, kt_sets
from benchmarks.kt_run import GOALS, Run, Scores, figures
from benchmarks.kt_table import BadTable, Rows, Table


def made(name: str, students: int = 10) -> Table:
    rng, rows = np.random.default_rng(1), Rows()
    for user in range(students):
        for n in range(8):
            right = int(rng.random() < 0.3 + 0.1 * (n % 4))
            rows.add(str(user), f"item-{n % 4}", ("a", "b")[: n % 3], right, float(n))
    return rows.table(name)


def reached(auc: float) -> Scores:
    """What two folds gave."""
    more = {"log-loss": 0.5, "rmse": 0.4, "ece": 0.01, "fit": 1.0, "us": 9.0, "size": 27.0}
    own = {"differs": 0.0, "stream": 2.0}
    return Scores([{"auc": auc - 0.01, **more, **own}, {"auc": auc + 0.01, **more, **own}])


def test_a_run_in_small_tells_of_ours_and_of_the_others() -> None:
    run = Run(["item-mean", "ours"], folds=2, threads=1)
    run.compete(made("My Answers.CSV.gz"))
    told = {figure.id: figure for figure in run.figures}
    assert 0 < told["my-answers-auc"].value < 1
    assert "my-answers-item-mean-auc" in told
    assert told["my-answers-one-by-one-differs"].met
    assert not any("replay" in name for name in told)  # that is promised for one set


def test_two_files_of_one_name_stay_apart() -> None:
    run = Run(["item-mean"], folds=1, threads=1)
    for _ in range(2):
        run.compete(made("answers.csv"))
    assert {f.id.removesuffix("-item-mean-ece") for f in run.figures if "ece" in f.id} == {
        "answers",
        "answers-2",
    }


def test_answers_all_alike_are_told_and_leave_no_figure_without_a_number() -> None:
    table = made("alike")
    run = Run(["item-mean"], folds=2, threads=1)
    run.compete(table.part(table.right == 1))
    assert "alike: a fold with answers all alike has no AUC" in run.notes[0]
    assert all(np.isfinite(figure.value) for figure in run.figures)


def test_a_model_that_fails_is_told_and_the_others_go_on(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kt_linear.ItemMean, "predict", lambda self, rows: np.full(rows.sum(), 2.0))
    run = Run(["item-mean", "elo"], folds=2, threads=1)
    run.compete(made("answers"))
    told = {figure.id: figure for figure in run.figures}
    assert told["answers-item-mean-failed"].met is False
    assert "item-mean failed: A prediction is not a number between 0 and 1" in run.notes[0]
    assert "answers-elo-auc" in told


def test_ours_may_not_fall_below_the_strongest_rivals() -> None:
    scores = {"best-lr": reached(0.78), "dkt": reached(0.80), "ours": reached(0.79)}
    told = {figure.id: figure for figure in figures("any", scores, 0)}
    assert told["any-ours-minus-best-lr"].value == pytest.approx(0.01)
    assert told["any-ours-minus-best-lr"].met is True
    assert told["any-ours-minus-dkt"].met is False
    assert told["any-auc"].met is None  # nobody promised anything of a set never seen


def test_the_three_sets_have_the_goals_that_were_promised() -> None:
    told = {f.id: f for f in figures("assistments09", {"ours": reached(0.785)}, 278_336)}
    assert (told["assistments09-auc"].goal, told["assistments09-auc"].met) == (0.785, True)
    assert told["assistments09-ece"].met is False
    assert told["assistments09-replay"].value == 4.0
    assert GOALS.keys() == set(kt_sets.SETS)


def test_spread_is_that_of_the_population_of_folds() -> None:
    assert reached(0.7).mean("auc") == pytest.approx(0.7)
    assert reached(0.7).spread("auc") == pytest.approx(0.01)


def test_a_missing_set_is_told_with_its_place(tmp_path: Path) -> None:
    with pytest.raises(BadTable, match="--folder") as caught:
        kt_sets.public("statics", tmp_path)
    assert str(tmp_path / "statics") in str(caught.value)


def test_choices_are_checked_and_put_in_order() -> None:
    choose = knowledge_tracing._some(("a", "b", "c"))
    assert choose("c, a") == ["a", "c"]
    with pytest.raises(argparse.ArgumentTypeError, match="There are: a, b, c"):
        choose("a,x")
