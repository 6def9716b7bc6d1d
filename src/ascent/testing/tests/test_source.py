"""What the source does: shortcuts are found under every name, honest code is left alone."""

from __future__ import annotations

import pytest

from ascent.testing import Failed, expect


def said(function, *args, **named) -> str:
    with pytest.raises(Failed) as caught:
        function(*args, **named)
    return str(caught.value)


@pytest.mark.parametrize(
    "loop",
    [
        "for x in y: pass",
        "while 1: pass",
        "[x for x in y]",
        "{x for x in y}",
        "{x: 1 for x in y}",
        "sum(x for x in y)",
        "async def f():\n  async for x in y: pass",
    ],
)
def test_loops_are_found(loop):
    line = 3 if loop.startswith("async") else 2
    assert f"loop in line {line}" in said(expect.no_loop, f"a = 1\n{loop}\n")


@pytest.mark.parametrize(
    "loop",
    [
        "list(map(f, y))",
        "m = map\nlist(m(f, y))",
        "list(filter(None, y))",
        "from functools import reduce as r\nr(f, y)",
        "import functools\nfunctools.reduce(f, y)",
        "import itertools as it\nlist(it.starmap(f, y))",
        "import numpy as np\nnp.vectorize(f)(y)",
        "import numpy\nnumpy.apply_along_axis(f, 0, y)",
        "from numpy import frompyfunc as go\ngo(f, 1, 1)(y)",
        "import numpy as np\ngetattr(np, 'vectorize')(f)(y)",
        "import numpy as np\nv = getattr(np, 'vectorize')\nv(f)(y)",
        "table.apply(f)",
        "table['a'].map(lambda x: x + 1)",
        "def g(x): return x\ncolumn.map(g)",
        "table.iterrows()",
        "table.groupby('a').transform(lambda x: x)",
        "def g(n):\n    return g(n - 1)",
        "def g(n): return h(n)\ndef h(n): return g(n)",
        "class A:\n    def go(self): return self.go()",
    ],
)
def test_loops_in_other_words_are_found(loop):
    assert "loop" in said(expect.no_loop, f"{loop}\n")


@pytest.mark.parametrize(
    "hidden",
    [
        "exec('for x in y: pass')",
        "eval(text)",
        "run = exec\nrun(text)",
        "import builtins\nbuiltins.exec(text)",
        "from builtins import exec as e\ne(text)",
        "__builtins__['exec'](text)",
        "globals()['ex' + 'ec'](text)",
        "getattr(np, 'vec' + 'torize')(f)",
        "np.__dict__[name](f)",
        "import importlib\nimportlib.import_module(name)",
        "from importlib import import_module\nimport_module(name)",
        "import sys\nsys.modules[name]",
        "compile(text, '', 'exec')",
        "import runpy\nrunpy.run_path(p)",
    ],
)
def test_code_that_hides_what_it_does_is_not_accepted(hidden):
    for prohibit in (
        expect.no_loop,
        lambda source: expect.no_import(source, "sklearn"),
        lambda source: expect.no_call(source, "sorted"),
    ):
        assert "can hide what it does" in said(prohibit, f"{hidden}\n")


@pytest.mark.parametrize(
    "honest",
    [
        "import numpy as np\nnp.sum(x, axis=0)\nx[:, None] - y\n",
        "table.groupby('a')['b'].transform('mean')\ntable['a'].map({'x': 1})\n",
        "def f(x):\n    return x.mean()\ndef g(x):\n    return f(x)\n",
        "import re\nre.compile('a')\nmodel.eval()\nframe.eval('a + b')\n",
        "vars = 3\nvars + 1\n",
        "x[0].map\nfilters = 2\n",
        "for_each = 1\nwhile_at_it = 2\n",
        "print('for x in y: pass  # map(f, y)')\n",
        "getattr(model, 'coef_')\n",
    ],
)
def test_honest_code_is_left_alone(honest):
    expect.no_loop(honest)
    expect.no_import(honest, "sklearn")
    expect.no_call(honest, "sorted", "numpy.linalg", ".sort")


def test_a_loop_elsewhere_is_no_loop_within():
    source = (
        "def fast(x):\n    return helper(x)\n"
        "def helper(x):\n    return x * 2\n"
        "def shows(x):\n    for one in x: print(one)\n"
        "shows([1])\n"
    )
    expect.no_loop(source, within="fast")
    assert "line 6" in said(expect.no_loop, source, within="shows")
    looping = source.replace("return x * 2", "return [2 * one for one in x]")
    assert "line 4" in said(expect.no_loop, looping, within="fast")
    assert "does not define `slow`" in said(expect.no_loop, source, within="slow")


@pytest.mark.parametrize(
    "source",
    [
        "import sklearn",
        "import sklearn.tree as t",
        "from sklearn import tree",
        "from sklearn.tree import DecisionTreeClassifier as T",
        "def f():\n    import numpy, sklearn",
        "__import__('sklearn.tree')",
        "import importlib\nimportlib.import_module('sklearn')",
        "from importlib import import_module as load\nload('sklearn')",
    ],
)
def test_imports_are_found(source):
    assert "imports `sklearn`" in said(expect.no_import, source, "sklearn")
    expect.no_import("import sklearnish\nimport numpy as sklearn\n", "sklearn")


def test_a_part_of_a_package_can_be_forbidden():
    expect.no_import("from numpy import array\n", "numpy.linalg")
    for source in (
        "from numpy import linalg",
        "import numpy.linalg",
        "from numpy.linalg import inv",
    ):
        assert "`numpy.linalg`" in said(expect.no_import, source, "numpy.linalg")


@pytest.mark.parametrize(
    ("source", "function"),
    [
        ("sorted(x)", "sorted"),
        ("order = sorted\norder(x)", "sorted"),
        ("map(sorted, x)", "sorted"),
        ("import numpy as np\nnp.linalg.lstsq(a, b)", "numpy.linalg.lstsq"),
        ("import numpy as np\nnp.linalg.lstsq(a, b)", "numpy.linalg"),
        ("from numpy.linalg import lstsq as solve\nsolve(a, b)", "numpy.linalg.lstsq"),
        ("from numpy import linalg as LA\nLA.norm(a)", "numpy.linalg.norm"),
        ("import numpy as np\nL = np.linalg\nL.norm(a)", "numpy.linalg.norm"),
        ("import numpy as np\ngetattr(np.linalg, 'norm')(a)", "numpy.linalg.norm"),
        ("(a + b).corr(c)", ".corr"),
    ],
)
def test_shortcuts_are_found_under_every_name(source, function):
    name = function.lstrip(".")
    assert f"uses `{name}`" in said(expect.no_call, source, function)


def test_calls_are_found_under_every_name_too():
    expect.calls(
        "from sklearn.model_selection import train_test_split as s\ns(x)", "train_test_split"
    )
    expect.calls("import numpy as np\nnp.linalg.solve(a, b)", "numpy.linalg.solve")
    expect.calls("(a + b).sort()", "sort")
    assert "does not call `fit`" in said(expect.calls, "model.fit", "fit")
    assert "does not call" in said(expect.calls, "np.solve(a)", "numpy.linalg.solve")


def test_what_is_no_python_says_where():
    assert "syntax error in line 2" in said(expect.no_loop, "a = 1\nb = (\n")
