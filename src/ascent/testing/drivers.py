"""Library code that needs the real object: it runs beside the learner's file.

`clone`, cross-validation and a grid search call a model thousands of times, or look
into it. They run in the learner process, where the model is. They hold no answers, and
what they return is the learner's word: judge it as you judge any other answer.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from ascent.testing.api import AuthorError, Failed
from ascent.testing.handles import Handle, link_of, name_of

_CLONE = """
from sklearn.base import clone

result = [clone(model)]
"""

_CROSS_VAL = """
from sklearn.model_selection import cross_val_score

result = cross_val_score(model, X, y, cv=cv, scoring=scoring, error_score="raise")
"""

_GRID_SEARCH = """
from sklearn.model_selection import GridSearchCV

search = GridSearchCV(model, grid, cv=cv, scoring=scoring, error_score="raise").fit(X, y)
result = {
    "params": search.best_params_,
    "score": float(search.best_score_),
    "scores": search.cv_results_["mean_test_score"],
    "model": search.best_estimator_,
}
"""


def clone(model: Handle) -> Handle:
    """An unfitted copy of a scikit-learn model of the learner: what `cross_val_score` makes
    of it. Fails the check when it cannot be cloned."""
    found = _driven(model, _CLONE, "cloned")
    if type(found) is not list or len(found) != 1 or type(found[0]) is not Handle:
        raise Failed(f"The clone of {name_of(model)} is no model.")
    return found[0]


def cross_val(
    model: Handle,
    X: Any,  # noqa: N803 - as scikit-learn calls it
    y: Any,
    *,
    cv: Any = 5,
    scoring: str | None = None,
) -> list[float]:
    """The score of each fold, as `cross_val_score` gives them. `cv` is a number of folds or
    a list of pairs (training rows, test rows) that only you know."""
    found = _driven(model, _CROSS_VAL, "cross-validated", X=X, y=y, cv=cv, scoring=scoring)
    folds = cv if type(cv) is int else len(cv)
    return _numbers(found, folds, f"The cross-validation of {name_of(model)}")


def grid_search(
    model: Handle,
    grid: Mapping[str, Sequence[Any]],
    X: Any,  # noqa: N803
    y: Any,
    *,
    cv: Any = 5,
    scoring: str | None = None,
) -> dict[str, Any]:
    """What a grid search finds: `params` and `score` of the best, the mean `scores` of all,
    and `model`, the best one, fitted again on all rows."""
    inputs = {"grid": {name: list(values) for name, values in grid.items()}}
    found = _driven(model, _GRID_SEARCH, "searched", X=X, y=y, cv=cv, scoring=scoring, **inputs)
    about = f"The grid search of {name_of(model)}"
    if type(found) is not dict or found.keys() != {"params", "score", "scores", "model"}:
        raise Failed(f"{about} cannot be read.")
    if type(found["params"]) is not dict or type(found["model"]) is not Handle:
        raise Failed(f"{about} cannot be read.")
    tried = 1
    for values in grid.values():
        tried *= len(list(values))
    scores = _numbers(found["scores"], tried, about)
    (score,) = _numbers([found["score"]], 1, about)
    return {**found, "score": score, "scores": scores}


def _driven(model: Handle, code: str, done: str, **inputs: Any) -> Any:
    """The result of a driver with the learner's model. Raises Raised as any call does."""
    if type(model) is not Handle:
        raise AuthorError("A driver takes a model that stayed in the learner process: a handle.")
    link = link_of(model)
    call = f"`{name_of(model)}`, {done},"
    reply = link.ask(call, "drive", code=code, inputs={"model": model, **inputs})
    return link.result(reply, f"{name_of(model)}, {done}")


def _numbers(found: Any, count: int, about: str) -> list[float]:
    """`found` as `count` floats. Raises Failed for anything else: it is the learner's word."""
    if hasattr(found, "tolist") and type(found).__module__ == "numpy":
        found = found.tolist()
    if type(found) is not list or len(found) != count:
        raise Failed(f"{about} does not give {count} scores.")
    if any(type(one) not in (int, float) or one != one for one in found):
        raise Failed(f"{about} gives something else than numbers.")
    try:
        return [float(one) for one in found]
    except OverflowError:  # a whole number with hundreds of digits
        raise Failed(f"{about} gives something else than scores.") from None
