"""The author's library with real, isolated processes: what needs a meter, a model, a loop."""

from __future__ import annotations

import textwrap

import pytest

from ascent.runner import CheckResult, Job, grade

ANSWER = """
import numpy as np
from sklearn.base import BaseEstimator, ClassifierMixin
from sklearn.linear_model import Ridge

rate = 0.5
start = 8.0
history = [start * (1 - rate) ** n for n in range(3)]


def build():
    return Ridge(alpha=2.0)


class Stubborn(BaseEstimator, ClassifierMixin):
    def __init__(self, n=3):
        self.n = n + 1

    def fit(self, X, y):
        return self


def stubborn():
    return Stubborn()


def descend(loss, at, steps):
    for _ in range(steps):
        slope = (loss(at + 1e-4) - loss(at - 1e-4)) / 2e-4
        at = at - 0.1 * slope
    return at


def play(reset, step):
    state, total, done = reset(), 0, False
    while not done:
        state, reward, done = step(1 if state < 3 else -1)
        total += reward
    return total


def linear(values):
    seen = set()
    for value in values:
        seen.add(value)
    return len(seen)


def quadratic(values):
    seen = []
    for value in values:
        if value not in seen:
            seen.append(value)
    return len(seen)


def triple(x):
    return 3 * x


def grad(w):
    return 2 * w


def standardize(x):
    return (x - x.mean()) / x.std()


def wrong_sum(values):
    return sum(v for v in values if v < 40)
"""

PASSING = {
    "a model is cloned": """
        model = learner.build()
        model.fit(np.eye(3), np.ones(3))
        copy = drivers.clone(model)
        assert type(copy) is not type(None)
        expect.number(copy.alpha.get(), 2.0)
        with learner.raises(ValueError):
            copy.predict(np.eye(3))
    """,
    "a model is cross-validated on folds that only the checks know": """
        X = rng.normal(size=(60, 3))
        y = X @ [1.0, 2.0, 3.0]
        scores = drivers.cross_val(learner.build(), X, y, cv=4)
        assert len(scores) == 4 and min(scores) > 0.9
        rows = rng.permutation(60)
        folds = [(rows[:40], rows[40:]), (rows[20:], rows[:20])]
        assert len(drivers.cross_val(learner.build(), X, y, cv=folds)) == 2
    """,
    "a grid is searched": """
        X = rng.normal(size=(60, 3))
        y = X @ [1.0, 2.0, 3.0]
        found = drivers.grid_search(learner.build(), {"alpha": [0.01, 100.0, 1000.0]}, X, y, cv=3)
        expect.equal(found["params"], {"alpha": 0.01})
        assert len(found["scores"]) == 3 and max(found["scores"]) == found["score"]
        expect.array(found["model"].predict(X), like=y, rtol=0.05, atol=0.05)
    """,
    "an optimiser calls a loss of the checks": """
        seen = []
        def loss(x):
            seen.append(x)
            return (x - 3) ** 2
        expect.number(learner.descend(loss, 0.0, 60), 3.0, tol=1e-3)
        assert len(seen) == 120
    """,
    "an agent calls an environment of the checks": """
        state = {"at": 0, "steps": 0}
        def reset():
            state.update(at=0, steps=0)
            return 0
        def step(action):
            state["at"] += action
            state["steps"] += 1
            return state["at"], float(state["at"] == 3), state["steps"] >= 20
        expect.number(learner.play(reset, step), 9.0)
        assert state["steps"] == 20
    """,
    "a file runs again with other values": """
        found = learner.again(["history"], rate=0.25, start=64.0)
        expect.equal(found["history"], [64.0, 48.0, 36.0])
        expect.equal(learner.history.get(), [8.0, 4.0, 2.0])
    """,
    "time is measured from outside": """
        before = learner.meter()
        learner.quadratic(list(range(2000)))
        after = learner.meter()
        assert after.cpu > before.cpu and after.wall > before.wall
    """,
    "a linear function grows as it may": """
        make = lambda n: rng.integers(10**9, size=n).tolist()
        expect.growth(learner.linear, make, (2000, 8000, 32000), at_most="n log n")
    """,
    "more rows than one message holds": """
        assert learner.map("triple", ((n,) for n in range(25_000)))[::5000] == [
            0, 15_000, 30_000, 45_000, 60_000,
        ]
    """,
    "a gradient is checked": """
        expect.gradient(learner.grad, lambda w: float((w ** 2).sum()), at=rng.normal(size=5))
    """,
    "progress is told": """
        for n in range(3):
            progress(n, of=3, score=np.float64(0.5), phase="fitting")
    """,
}

FAILING = {
    "When the input doubles, `quadratic(...)` takes about": """
        make = lambda n: rng.permutation(n).tolist()
        expect.growth(learner.quadratic, make, (100, 400, 1600), at_most="n log n")
    """,
    "`stubborn(...)`, cloned, stopped with RuntimeError": "drivers.clone(learner.stubborn())",
    "without an axis": """
        x = rng.normal(5, 2, size=(30, 3)) * [1, 10, 100]
        expect.array(
            learner.standardize(x), like=lambda x: (x - x.mean(axis=0)) / x.std(axis=0), of=x
        )
    """,
    "gives 0.": """
        draw = lambda rng: rng.integers(100, size=rng.integers(1, 9)).tolist()
        expect.agrees(learner.wrong_sum, lambda values: sum(values), draw, rng)
    """,
}

AUTHORS = {
    "a handle": "drivers.clone(3)",
    "progress(score=...) takes a number": "progress(1, score=[1])",
}


def results_of(bodies, folder, events) -> list[CheckResult]:
    """The results of one check per body, all asked of the same file in one attempt."""
    lines = [
        "import numpy as np\n"
        "from ascent.testing import check, drivers, expect, fail, progress, report\n"
    ]
    for number, body in enumerate(bodies):
        code = textwrap.indent(textwrap.dedent(body).strip(), "    ")
        lines.append(f"@check('It holds.')\ndef asks_{number}(learner, rng):\n{code}\n")
    path = folder / "checks.py"
    path.write_text("\n".join(lines))
    return list(grade(Job(ANSWER), path, seed=7, on_event=events.append).checks)


@pytest.fixture(scope="module")
def graded(warm_kit, tmp_path_factory):
    """(results by name, progress that was told)."""
    results, events = {}, []
    for group in (PASSING, FAILING, AUTHORS):
        found = results_of(group.values(), tmp_path_factory.mktemp("library"), events)
        results |= dict(zip(group, found, strict=True))
    return results, [one for one in events if one["event"] == "progress"]


@pytest.mark.parametrize("promise", PASSING)
def test_promises_hold(promise, graded):
    result: CheckResult = graded[0][promise]
    assert result.outcome == "passed", (result.message, result.error)


@pytest.mark.parametrize("message", FAILING)
def test_failures_say_what_happened(message, graded):
    result = graded[0][message]
    assert result.outcome in ("wrong", "crashed"), result.error
    assert message in result.message


@pytest.mark.parametrize("message", AUTHORS)
def test_mistakes_of_authors_cost_the_learner_nothing(message, graded):
    assert graded[0][message].outcome == "our-fault"
    assert message in graded[0][message].error


def test_progress_becomes_an_event(graded):
    first = graded[1][0]
    assert (first["done"], first["of"]) == (0, 3)
    assert first["facts"] == {"score": 0.5, "phase": "fitting"}
    assert len(graded[1]) == 3
