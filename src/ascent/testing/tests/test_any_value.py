"""Whatever learner code sends, an expectation answers with a sentence and with nothing else."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from functools import partial
from typing import Any, NoReturn

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ascent.runner.inside import wire
from ascent.testing import AuthorError, Failed, Learner, expect
from ascent.testing.expect import examples
from ascent.testing.expect.floats import floats
from ascent.testing.expect.words import show, what
from ascent.testing.expect.written import written
from ascent.testing.handles import Handle, Link
from ascent.testing.reruns import with_values
from ascent.testing.tests.learners import learner_of

HUGE = 10**400
LONG = 10**20_000  # more digits than Python writes out


class Thing:
    """What learner code has of its own: it arrives as a handle."""


def _unasked(_: bytes) -> NoReturn:
    raise AssertionError("An expectation asked a remote object something.")


def arrived(value: Any) -> Any:
    """The value as the checker gets it. Raises WireError for what cannot travel."""
    kept = {"id": 1, "type": "Thing"}
    sent = wire.dumps(value, lambda one: kept if type(one) is Thing else None)
    return wire.loads(sent, Link(_unasked)._kept)


def _objects(items: list[Any]) -> Any:
    array = np.empty(len(items), object)
    for at, item in enumerate(items):
        array[at] = item
    return array


ODD: list[Any] = [
    *(None, True, False, 0, 1, -1, 2**53, HUGE, -HUGE, LONG, 1.5, 1e308, 5e-324, -0.0),
    *(
        float("nan"),
        float("inf"),
        -float("inf"),
        1 + 2j,
        complex("nan+infj"),
        complex(1e308, 1e308),
    ),
    *("", "x", "1", "\ud800", "\x00\x1b[2J", "é" * 300, b"", b"\xff", b"x" * 100),
    *([], (), {}, set(), frozenset(), range(0), range(10**15), range(HUGE), range(5)),
    *(Thing(), [Thing()], (Thing(), 1), {"a": Thing()}, [[1], [2, 3]], [range(10**15)]),
    *({1: 2, "a": [None]}, {"a": 1}, {"a": HUGE}, {float("nan"): 1}, {(1, 2): 3}, {LONG: 1}),
    *(
        {1, 2},
        {"x", (1, None)},
        frozenset([1.5, b"x"]),
        [float("nan")] * 3,
        [HUGE] * 40,
        [1e308] * 40,
    ),
    *(dt.date(2020, 1, 1), dt.datetime(2020, 1, 1), dt.time(1), dt.timedelta(days=1)),
    dt.datetime(2020, 1, 1, tzinfo=dt.UTC),
    *(
        np.int8(1),
        np.uint64(2**64 - 1),
        np.float16(1),
        np.float32("nan"),
        np.float64(2.5),
        np.bool_(1),
    ),
    *(
        np.complex128(1j),
        np.str_("x"),
        np.bytes_(b"x"),
        np.datetime64("2020"),
        np.timedelta64(1, "D"),
    ),
    *(np.datetime64("NaT"), np.longdouble(1)),
    *(
        np.array(1.0),
        np.array(Thing()),
        np.zeros(0),
        np.zeros((0, 3)),
        np.zeros((3, 0)),
        np.zeros(3),
    ),
    *(np.arange(3), np.arange(3.0), np.arange(6).reshape(3, 2), np.eye(3), np.ones((1, 3, 1))),
    *(np.array([np.nan, np.inf, 1]), np.array([1e308] * 3), np.array([1 + 1j, 2, 3])),
    *(np.array(["a", "b", "c"]), np.array([b"a", b"b", b"c"]), np.array([True, False, True])),
    *(np.array([Thing(), 1, "a"], object), np.array([HUGE, None, 1.5], object)),
    _objects([range(10**15), [1], {"a": 1}]),
    np.array([pd.NA, pd.NaT, np.nan], object),
    *(np.array(["2020", "NaT", "2021"], "M8[D]"), np.array([1, 2, 3], "m8[s]")),
    *(
        np.arange(3, dtype=np.float16),
        np.arange(3, dtype=np.longdouble),
        np.full(40, 1e308),
        np.full(40, 5e-324),
    ),
    *(
        np.zeros(40),
        np.arange(40) * 1e-200,
        np.arange(40).astype(object),
        np.full(40, HUGE, object),
    ),
    *(
        pd.NA,
        pd.NaT,
        pd.Timestamp("2020", tz="UTC"),
        pd.Timedelta(1),
        pd.Index([1, 2]),
        pd.RangeIndex(3),
    ),
    *(
        pd.DataFrame(),
        pd.DataFrame(index=[1, 2, 3]),
        pd.DataFrame({"a": []}),
        pd.DataFrame(columns=["a"]),
    ),
    *(pd.DataFrame({"a": [1, 2, 3]}), pd.DataFrame({"a": [1.0, None, 3]}), pd.DataFrame({0: [1]})),
    pd.DataFrame([[1, 2, 3]] * 3, columns=["a", "b", "b"]),
    pd.DataFrame([[1, 2]] * 3, columns=["a", "a"]),
    pd.DataFrame([[1, 2]] * 3, columns=[pd.NA, "a"]),
    pd.DataFrame([[1, 2]] * 3, columns=[np.nan, pd.NaT]),
    pd.DataFrame({"a": [1, 2, 3], "b": [Thing(), HUGE, "x"]}),
    pd.DataFrame({"a": [1, 2, 3], "b": ["x", 1, None]}, index=[1, "x", None]),
    pd.DataFrame({"a": [1j, 2, 3], "b": [1, 2, 3]}),
    pd.DataFrame({"a": pd.array([1, None, 3], "Int64"), "b": pd.Categorical(["x", "y", "x"])}),
    pd.DataFrame({"a": pd.to_datetime(["2020", None, "2021"]), "b": [True, False, None]}),
    pd.DataFrame({"a": [1, 2, 3], "b": [1, 2, 3]}, index=pd.Index([3, 1, 2], name="a")),
    pd.DataFrame({("a", 1): [1, 2, 3], ("b", 2): [1, 2, 3]}),
    pd.DataFrame(
        {"a": [1, 2], "b": [3, 4]}, index=pd.MultiIndex.from_tuples([(1, "x"), (2, None)])
    ),
    *(pd.Series([]), pd.Series([1, 2, 3]), pd.Series([1.0, None, 3]), pd.Series(["a", 1, None])),
    *(
        pd.Series([Thing(), 1, 2]),
        pd.Series([HUGE, LONG, 1]),
        pd.Series([1, 2, 3], index=[1, 1, "a"]),
    ),
    *(
        pd.Series([1, 2, 3], name=("a", 1)),
        pd.Series([1j, 2, 3]),
        pd.Series(pd.array([1, None, 3])),
    ),
    *(
        pd.Series(pd.to_datetime(["2020", None, "2021"], utc=True)),
        pd.Series(["a", "b", "a"], dtype="category"),
    ),
]
"""Every kind of value that the wire carries, at its worst."""


def _arrived() -> list[Any]:
    found = []
    for value in ODD:
        try:
            found.append(arrived(value))
        except wire.WireError:
            continue
    return found


ARRIVED = _arrived()
TABLES = [
    pd.DataFrame(),
    pd.DataFrame({"a": [1, 2, 3]}),
    pd.DataFrame({"a": [1, 2, 3], "b": ["x", "y", None]}),
    pd.DataFrame({"a": [1.0, None, 3.0], "b": [1, 2, 3]}, index=["x", "y", "z"]),
    pd.DataFrame({"a": [1, 2, 3], "b": [1, 2, 3]}),
    pd.DataFrame({("a", 1): [1, 2, 3], ("b", 2): [1, 2, 3]}),
    pd.DataFrame([[1, 2]] * 3, columns=["a", "a"]),
    pd.DataFrame({"a": pd.to_datetime(["2020", None, "2021"]), "b": [True, False, True]}),
]
COLUMNS = [
    pd.Series([1, 2, 3]),
    pd.Series(["a", "b", "a"]),
    pd.Series([1.0, None, 3.0], ["x", "y", "z"]),
]
ARRAYS = [
    *(np.float64(3), np.arange(3), np.arange(3.0), np.eye(3), np.zeros((0, 3)), np.zeros((3, 1))),
    *(np.array(["a", "b", "c"]), np.array([1j, 2, 3]), np.array([True, False, True])),
    *(np.array([None, "a", 1], object), np.array(["2020", "NaT", "2021"], "M8[D]"), [1e308] * 3),
]
PLAIN: list[Any] = [
    *(None, True, 1, 1.5, HUGE, 1j, "x", b"x", [1, 2], (1, "x"), {"a": 1}, {1, 2}, range(3)),
    *(
        {"a": [1, {"b": np.arange(3)}], 1: pd.DataFrame({"a": [1]})},
        [np.nan],
        np.float64(1),
        np.bool_(1),
    ),
    *(dt.date(2020, 1, 1), pd.Timestamp("2020")),
]
X = np.random.default_rng(1).normal(size=(6, 2))
DRAWS = np.random.default_rng(2).normal(size=60)
LABELS = np.array([0, 1, 0, 1, 1, 0])

Ask = Callable[[Any], Any]


def _flipped(ask: Callable[[Any, Any], None], like: Any, got: Any) -> None:
    ask(got, like)


def _asks() -> dict[str, Ask]:
    """Every expectation that a value can be given to, with every kind of expected value."""
    asks: dict[str, Ask] = {
        "between": lambda got: expect.between(got, 0, 1),
        "score": lambda got: expect.score(got, [0.1, 0.2, 0.3, 0.4, 0.5], baseline=-9),
        "score-least": lambda got: expect.score(got, at_least=0.5, smaller=True),
        "draws": lambda got: expect.distribution(got, DRAWS),
        "gradient": lambda got: expect.gradient(lambda x: got, lambda x: float(x @ x), at=X[0]),
        "slope": lambda got: expect.gradient(lambda x: got, lambda x: float(x * x), at=2.0),
        "learned": lambda got: expect.learned_from(got, lambda rows: rows.mean(axis=0), X, X + 9),
        "without": lambda got: expect.fitted_without(lambda train, test: got, X, X),
        "alone": lambda got: expect.each_alone(lambda test: got, X),
        "looked-up": lambda got: expect.not_looked_up(lambda _: got, (X, LABELS), (X, LABELS)),
        "looked-up-number": lambda got: expect.not_looked_up(
            lambda _: got, (X[:3], X[:3, 0]), (X[:3], X[:3, 1])
        ),
        "array-of": lambda got: expect.array(got, lambda x: x.mean(axis=0), of=X),
        "array-of-numbers": lambda got: expect.array(
            got, lambda x: x[:3, 0] * 2, of=X, dtype=float
        ),
        "what": what,
        "show": show,
        "written": written,
        "floats": floats,
    }
    for kind in (int, float, bool, str, list, dict, np.ndarray, pd.DataFrame, type(None)):
        asks[f"type-{kind.__name__}"] = partial(_flipped, expect.type, kind)
    likes: list[tuple[str, Callable[[Any, Any], None], list[Any]]] = [
        ("number", expect.number, [0, 1.5, HUGE, -HUGE, True, np.float32(2)]),
        ("array", expect.array, ARRAYS),
        ("frame", expect.frame, TABLES),
        ("frame-any", partial(expect.frame, order=False), TABLES),
        ("series", expect.series, COLUMNS),
        ("series-any", partial(expect.series, order=False), COLUMNS),
        ("compare", partial(examples.compare, rtol=1e-6), [*PLAIN, *ARRAYS, *TABLES, *COLUMNS]),
        ("equal", expect.equal, PLAIN),
    ]
    for word, ask, expected in likes:
        asks |= {f"{word}-{n}": partial(_flipped, ask, like) for n, like in enumerate(expected)}
    return asks


ASKS = _asks()


def answered(ask: Ask, got: Any) -> str:
    """The sentence, or nothing; any other exception is the test's failure."""
    try:
        ask(got)
    except Failed as failure:
        said = str(failure)
        assert said, "a failure without a word"
        assert len(said) < 1000
        return said
    return ""


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("name", ASKS)
def test_every_odd_value_gets_a_sentence(name: str) -> None:
    for got in ARRIVED:
        answered(ASKS[name], got)


def _wire_values() -> st.SearchStrategy[Any]:
    odd = _one_of([one for one in ODD if _is_hashable(one)])
    leaves = st.one_of(
        _one_of(ODD),
        st.integers(),
        st.integers(-HUGE, HUGE),
        st.floats(),
        st.complex_numbers(),
        st.text(max_size=5),
        st.binary(max_size=5),
        st.datetimes(),
        st.lists(st.floats(), min_size=3, max_size=3).map(np.array),
        st.lists(_one_of(ODD), min_size=3, max_size=3).map(_objects),
        st.lists(_one_of(ODD), min_size=3, max_size=3).map(_column),
        st.lists(st.tuples(odd, st.floats(), st.floats(), odd), max_size=3).map(_table),
    )
    return st.recursive(
        leaves,
        lambda inner: st.one_of(
            st.lists(inner, max_size=4),
            st.lists(inner, max_size=4).map(tuple),
            st.dictionaries(odd, inner, max_size=3),
        ),
        max_leaves=6,
    )


def _one_of(values: list[Any]) -> st.SearchStrategy[Any]:
    """One of them, by its place: not all of them can be written out."""
    return st.integers(0, len(values) - 1).map(lambda at: values[at])


def _is_hashable(value: Any) -> bool:
    try:
        hash(value)
    except TypeError:
        return False
    return type(value) is not Thing


def _column(items: list[Any]) -> Any:
    return pd.Series(_objects(items))


def _table(columns: list[tuple[Any, float, float, Any]]) -> Any:
    table = pd.DataFrame({at: _objects(list(one[1:])) for at, one in enumerate(columns)})
    names = pd.Index(_objects([one[0] for one in columns]), tupleize_cols=False)
    return table.set_axis(names, axis=1)


@pytest.mark.filterwarnings("ignore")
@given(value=_wire_values(), names=st.sets(st.sampled_from(sorted(ASKS)), min_size=20, max_size=20))
def test_any_value_gets_a_sentence(value: Any, names: set[str]) -> None:
    try:
        got = arrived(value)
    except (wire.WireError, NotImplementedError):
        return
    for name in sorted(names):
        answered(ASKS[name], got)


# ---- what is known to be right stays right


def test_large_whole_numbers_are_compared_as_they_are() -> None:
    expect.number(HUGE, HUGE)
    expect.equal([HUGE], [HUGE])
    examples.compare(LONG, LONG, 1e-6)
    with pytest.raises(Failed, match="about 400 digits"):
        expect.number(HUGE, 1.0)
    for wrong in (HUGE + 1, 1e308, -HUGE):
        with pytest.raises(Failed):
            expect.number(wrong, HUGE)
        with pytest.raises(Failed):
            expect.equal([wrong], [HUGE])


def test_truth_and_times_are_no_numbers() -> None:
    for got in (np.bool_(True), np.timedelta64(1, "D"), np.datetime64("2020"), np.complex128(1)):
        with pytest.raises(Failed, match="one number is expected"):
            expect.number(got, 1)
        with pytest.raises(Failed):
            expect.type(got, float)


def test_arrays_and_tables_inside_are_compared() -> None:
    like = {"a": np.arange(3), "b": pd.DataFrame({"x": [1, 2]})}
    expect.equal({"a": np.arange(3), "b": pd.DataFrame({"x": [1, 2]})}, like)
    for wrong in (
        {**like, "a": np.array([0])},
        {**like, "a": np.arange(3.0) + 1},
        {**like, "b": pd.DataFrame({"x": [1, 3]})},
        {**like, "b": arrived(Thing())},
    ):
        with pytest.raises(Failed, match="differs at"):
            expect.equal(wrong, like)


def test_columns_that_are_there_twice_are_told() -> None:
    like = pd.DataFrame([[1, 2, 3]], columns=["a", "b", "b"])
    expect.frame(like.copy(), like)
    expect.frame(like[["b", "a"]].iloc[:, [0, 2, 1]], like, order=False)
    with pytest.raises(Failed, match="more often than expected"):
        expect.frame(like.set_axis(["a", "a", "b"], axis=1), like, order=False)


def test_complex_numbers_are_no_real_ones() -> None:
    with pytest.raises(Failed, match="dtype complex128"):
        expect.series(pd.Series([1 + 5j]), pd.Series([1.0]))
    expect.series(pd.Series([1 + 5j]), pd.Series([1 + 5j]))


def test_objects_are_never_alike() -> None:
    with pytest.raises(Failed, match="an object of class Thing is in what came back"):
        expect.fitted_without(lambda train, test: arrived([Thing()]), X, X)
    array = arrived(np.array([Thing(), 1], object))
    with pytest.raises(Failed, match="an object of class Thing"):
        expect.array(array, np.array([None, 1], object))


# ---- descriptions of figures, and texts of files

FIGURE: dict[str, Any] = {
    "title": "t",
    "xlabel": "x",
    "ylabel": "y",
    "xscale": "linear",
    "yscale": "linear",
    "kinds": ["line"],
    "legend": ["a"],
    "texts": [],
    "n_points": 0,
    "n_lines": 1,
    "n_bars": 0,
    "n_images": 0,
    "drawn": [{"kind": "line", "x": [1.0], "y": [2.0]}],
    "axes": [],
}


@pytest.mark.parametrize("key", FIGURE)
def test_a_forged_description_of_a_figure_is_told(key: str) -> None:
    wanted: dict[str, Any] = {"kind": "line", "legend": ["a"], "shows": ([1], [2])}
    inside = [{"kind": "line", "x": odd, "y": odd} for odd in ARRIVED]
    for odd in [*ARRIVED, *([one] for one in ARRIVED), *([one] for one in inside)]:
        fig = {**FIGURE, key: odd}
        ask = partial(expect.figure, title="t", lines=1, yscale="linear", **wanted)
        answered(ask, fig)
        answered(_read, learner_who_draws(fig))


def learner_who_draws(fig: Any) -> Learner:
    """A learner whose code says of itself that it has drawn this."""
    things = {"id": 1, "type": "Thing"}
    said = wire.dumps({"value": [fig]}, lambda one: things if type(one) is Handle else None)
    return Learner(Link(lambda _: said), "")


def _read(learner: Learner) -> None:
    """What checks do with a description that they trust."""
    fig = learner.figures[0]
    for one in (fig, *fig["axes"]):
        _ = one["title"].lower(), one["n_lines"] + 1, [name.lower() for name in one["kinds"]]
        _ = [x + y for drawn in one["drawn"] for x, y in zip(drawn["x"], drawn["y"], strict=True)]


DEEP = {
    "dots": "x" + ".y" * 3000,
    "sums": "x = " + "+".join(["1"] * 3000),
    "brackets": "x = " + "(" * 190 + ")" * 190,
    "too many brackets": "x = " + "(" * 5000 + ")" * 5000,
    "nots": "x = " + "not " * 5000 + "1",
    "signs": "x = " + "-" * 50_000 + "1",
    "a null byte": "x = 1\x00",
    "half a character": "x = '\ud800'",
    "ifs": "\n".join(" " * n + "if x:" for n in range(90)) + "\n" + " " * 90 + "pass",
    "no Python": "def",
    "long number": "x = " + "9" * 5000,
}


READERS: list[Ask] = [
    lambda source: expect.calls(source, "f"),
    lambda source: expect.no_call(source, "f", ".g", "a.b"),
    lambda source: expect.no_loop(source),
    lambda source: expect.no_import(source, "numpy"),
    lambda source: with_values(source, {"x": 1}),
]


@pytest.mark.parametrize("name", DEEP)
def test_any_text_of_a_file_gets_a_sentence(name: str) -> None:
    for ask in READERS:
        answered(ask, DEEP[name])


# ---- objects in the hands of a check


@pytest.mark.parametrize(
    "use",
    [
        lambda one: one + 1,
        lambda one: one[0],
        lambda one: one == 1,
        lambda one: bool(one),
        lambda one: isinstance(one, list),
        lambda one: len(one),
        lambda one: np.asarray(one),
        lambda one: np.ones(2) * one,
        lambda one: float(one),
    ],
)
def test_an_object_in_place_of_plain_data_fails_the_learner(use: Ask) -> None:
    learner = learner_of("class Thing:\n    x = 1\ndef build():\n    return Thing()\n")
    built = learner.build()
    with pytest.raises(Failed, match=r"`build\(...\)` gave an object of class Thing where plain"):
        use(built)
    for asked in (built.x, learner.build, learner.put(3)):
        with pytest.raises(AuthorError):
            use(asked)


@pytest.mark.parametrize(
    ("function", "said"),
    [
        (lambda x: (x - 1) ** 2, "an object of class Thing"),
        (lambda x: x.value > 3, "an object of class Thing"),
        (lambda x: {x: 1}, "an object of class Thing"),
        (lambda x: len(x), "an object of class Thing"),
        (lambda x: len(x.values), "an object of class Thing"),
        (lambda x: fail_with(KeyError(LONG)), ""),
        (lambda x: fail_with(AttributeError("None has no x")), ""),
        (lambda x: fail_with(MemoryError()), ""),
        (lambda x: fail_with(RecursionError()), ""),
    ],
)
def test_what_a_function_of_the_check_cannot_take_is_the_callers(function: Ask, said: str) -> None:
    link = Link(_unasked)
    link.callbacks[1] = function
    request = {"callback": 1, "args": [Thing()], "kwargs": {}}
    kept = {"id": 1, "type": "Thing"}
    reply, ended = link.call_back(wire.dumps(request, lambda one: kept))
    assert set(wire.loads(reply)) == {"raised"}
    if said:
        assert isinstance(ended, Failed)
        assert said in str(ended)
    else:
        assert ended is None


def fail_with(error: Exception) -> NoReturn:
    raise error


def test_a_mistake_in_a_function_of_the_check_stays_the_authors() -> None:
    link, model = Link(_unasked), Handle(Link(_unasked), None, ("score",), "score", "name")
    link.callbacks[1] = lambda x: model > x
    _, ended = link.call_back(wire.dumps({"callback": 1, "args": [1], "kwargs": {}}))
    assert isinstance(ended, AuthorError)
