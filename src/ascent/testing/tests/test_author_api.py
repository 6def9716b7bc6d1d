"""What the author's guide promises, asked of real processes."""

from __future__ import annotations

import textwrap

import pytest

from ascent.runner import CheckResult, Job, grade

ANSWER = """
import os
import numpy as np
import matplotlib.pyplot as plt

plt.scatter([1, 2], [3, 4])
plt.xlabel("Size (mm)")
print("loaded")
score = 0.25


class Model:
    coef_ = np.array([1.0, 2.0])

    def predict(self, X):
        return np.ones(len(X))


def build():
    return Model()

def build_and_score():
    return Model(), 0.5

def double(x):
    return 2 * x

def apply(function, x):
    return function(x)

def patiently(function, x):
    try:
        return function(x)
    except RuntimeError:
        return "caught"

def forge(function):
    host = function.__closure__[1].cell_contents
    host.channel.send(b"c", b"nonsense")
    return 1

def count():
    number = 0
    while True:
        yield number
        number += 1

def mutate(table):
    table["b"] = 3

def refuse(x):
    raise KeyError("no such thing")

def nothing_finite():
    return float("nan")

def get():
    return "mine"
"""

PASSING = {
    "a model stays there and answers": """
        model = learner.build()
        expect.array(model.predict(np.zeros((3, 1))), like=np.ones(3))
        expect.array(model.coef_.get(), like=[1.0, 2.0])
    """,
    "a tuple with a model inside comes apart": """
        model, score = learner.build_and_score()
        expect.number(score, 0.5)
        expect.array(model.predict([[0]]), like=[1.0])
    """,
    "a name of the file can be handed back": "expect.equal(learner.apply(learner.double, 4), 8)",
    "a variable is read": "expect.number(learner.score.get(), 0.25)",
    "the checks are called back, and call again meanwhile": """
        seen = []
        def function(x):
            seen.append(x)
            return learner.double(x) + 1
        expect.equal(learner.apply(function, 3), 7)
        assert seen == [3]
    """,
    "a generator is pulled as far as one likes": """
        import itertools
        expect.equal(list(itertools.islice(learner.count(), 3)), [0, 1, 2])
    """,
    "many calls travel together": "expect.equal(learner.map('double', [(1,), (2,)]), [2, 4])",
    "many calls of a handle too": "expect.equal(learner.map(learner.double, [(1,)]), [2])",
    "a driver runs beside the file": """
        expect.equal(learner.drive("result = learner.double(k)", k=4), 8)
    """,
    "changes in place are seen": """
        kept = learner.put(pd.DataFrame({"a": [1, 2]}))
        learner.mutate(kept)
        expect.frame(kept.get(), like=pd.DataFrame({"a": [1, 2], "b": [3, 3]}))
    """,
    "an exception is expected": """
        with learner.raises(KeyError) as caught:
            learner.refuse(1)
        assert "no such thing" in caught.text
    """,
    "a base class of the exception will do": """
        with learner.raises(LookupError):
            learner.refuse(1)
    """,
    "nan is accepted on request": """
        with learner.not_finite():
            assert np.isnan(learner.nothing_finite())
    """,
    "names of the file and of the api do not collide": """
        expect.equal(learner.name("get")(), "mine")
    """,
    "the file itself is known": """
        assert learner.has("double") and not learner.has("triple")
        assert "def double" in learner.source
        assert learner.stdout == "loaded\\n"
        expect.figure(learner.figures[0], xlabel="size", ylabel=False)
        assert learner.figures[0]["n_points"] == 2
        expect.figure(learner.figures[0], ylabel=False, points=2, shows=([1, 2], [3, 4]))
    """,
    "random numbers repeat with the seed": """
        import zlib
        again = np.random.default_rng([7, zlib.crc32(b"asks_15")])
        assert rng.integers(10**9) == again.integers(10**9)
    """,
}

FAILING = {
    "`triple`": "learner.triple(1)",
    "stopped with KeyError: 'no such thing'": "learner.refuse(1)",
    "not a finite number": "learner.nothing_finite()",
    "more than 10000 items": "list(learner.count())",
    "A ValueError is expected, and nothing was raised.": """
        with learner.raises(ValueError):
            learner.double(1)
    """,
    "stopped with KeyError: 'no such thing'. A ValueError is expected.": """
        with learner.raises(ValueError):
            learner.refuse(1)
    """,
    "draws 1 figures; one more is expected": "learner.figures[1]",
    "The function got 3.": """
        def function(x):
            fail(f"The function got {x}.")
        learner.apply(function, 3)
    """,
    "The function stays shut.": """
        def function(x):
            assert False, "The function stays shut."
        learner.patiently(function, 3)
    """,
    "called back in a way that cannot be read": "learner.forge(lambda x: x)",
    "`refuse(...)` stopped": "learner.map('refuse', [(1,), (2,)])",
}

OBJECTS = [
    "bool(learner.build())",
    "learner.build() == 3",
    "learner.build() + 1",
    "hash(learner.build())",
    "isinstance(learner.build(), list)",
    "np.asarray(learner.build())",
    "np.ones(3) * learner.build()",
    "learner.build()[0]",
    "float(learner.build())",
    "3 in learner.build()",
    "len(learner.build())",
]

AUTHORS = [
    "learner.build().coef_ == 3",
    "learner.double(object())",
    "data.frame('unnamed')",
    "report(score=[1, 2])",
]


def results_of(bodies, folder) -> list[CheckResult]:
    """The results of one check per body, all asked of the same file in one attempt."""
    lines = [
        "import numpy as np\nimport pandas as pd\n"
        "from ascent.testing import check, expect, fail, report\n"
    ]
    for number, body in enumerate(bodies):
        code = textwrap.indent(textwrap.dedent(body).strip(), "    ")
        lines.append(f"@check('It holds.')\ndef asks_{number}(learner, rng, data):\n{code}\n")
    path = folder / "checks.py"
    path.write_text("\n".join(lines))
    return list(grade(Job(ANSWER), path, seed=7).checks)


@pytest.fixture(scope="module")
def results(warm_kit, tmp_path_factory):
    """The result of every check of this page."""
    found: dict[str, CheckResult] = {}
    for group in (list(PASSING), list(FAILING), OBJECTS, AUTHORS):
        bodies = [PASSING.get(name) or FAILING.get(name) or name for name in group]
        answers = results_of(bodies, tmp_path_factory.mktemp("checks"))
        found |= dict(zip(group, answers, strict=True))
    return found


@pytest.mark.parametrize("promise", PASSING)
def test_promises_hold(promise, results):
    result = results[promise]
    assert result.outcome == "passed", (result.message, result.error)


@pytest.mark.parametrize("message", FAILING)
def test_failures_say_what_happened(message, results):
    assert results[message].outcome in ("wrong", "crashed")
    assert message in results[message].message


@pytest.mark.parametrize("body", OBJECTS)
def test_an_object_in_place_of_plain_data_is_wrong(body, results):
    assert results[body].outcome == "wrong"
    assert "`build(...)` gave an object of class" in results[body].message


@pytest.mark.parametrize("body", AUTHORS)
def test_questions_whose_answer_is_the_learners_word_are_refused(body, results):
    assert results[body].outcome == "our-fault"
    assert "AuthorError" in results[body].error
