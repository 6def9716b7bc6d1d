"""Sentences on what stands behind a dot: misspelled, or asked of another kind of thing."""

from __future__ import annotations

import ast
import math
import random
import re
import statistics

from ascent.kinds.workbench.explaining.crash import Crash, Rule
from ascent.kinds.workbench.explaining.tree import bindings, imported
from ascent.kinds.workbench.explaining.wording import near, tick

_TABLE = (
    "head tail shape columns index dtypes describe info groupby sort_values sort_index drop dropna "
    "fillna isna notna mean median sum min max std count value_counts unique nunique merge join "
    "apply map astype rename reset_index set_index loc iloc iterrows to_numpy plot corr sample "
    "query assign pivot_table copy values size empty idxmax idxmin quantile round items hist"
)
_ATTRIBUTES = {
    "DataFrame": _TABLE,
    "Series": _TABLE.replace(" columns", "") + " str dt to_frame to_list name isin between",
    "DataFrameGroupBy": "mean sum count size max min median agg apply transform first std",
    "ndarray": "shape size ndim dtype reshape mean sum min max std argmax argmin T astype copy "
    "flatten ravel sort tolist dot cumsum round any all transpose",
    "numpy": "array arange zeros ones mean sum median std min max sqrt exp log abs round where "
    "linspace concatenate stack vstack hstack dot random unique argmax argmin reshape isnan nan "
    "inf pi cumsum corrcoef percentile quantile var sort maximum minimum clip allclose",
    "pandas": "DataFrame Series read_csv concat merge get_dummies to_datetime to_numeric cut qcut "
    "crosstab isna notna",
    "matplotlib.pyplot": "plot scatter bar barh hist boxplot xlabel ylabel title legend show "
    "figure subplots savefig grid axhline axvline imshow xlim ylim",
}
_ESTIMATOR = "fit predict transform fit_transform score predict_proba get_params set_params"


def no_attribute(crash: Crash, found: re.Match[str]) -> str:
    """An attribute that is misspelled, or that another kind of thing has."""
    owner, name = found[1].rpartition(".")[2], found[2]
    if owner == "list" and name == "_validate_params":
        return on_class(crash)
    if name.endswith("_") and re.search(r"Regress|Classif|Scaler|Means|PCA|SV|Model|Net", owner):
        return (
            f"The {tick(owner)} {crash.here} has no {tick(name)} yet: names that end in `_` appear "
            "when `fit` has run. Call `fit` first, and check the spelling."
        )
    mine = [n.attr for n in ast.walk(crash.tree) if isinstance(n, ast.Attribute)]
    mine = [attr for attr in mine if attr != name] if owner_is_ours(crash, owner) else []
    known = names_of(owner) or [*mine, *_own_names(crash, owner)] or _ESTIMATOR.split()
    columns = list(crash.columns) if owner == "DataFrame" else []
    meant = near(name, [*columns, *known]) or longer(name, known)
    if meant in columns:
        quoted = f'"{meant}"'
        return (
            f"The table {crash.here} has no column or method {tick(name)}. "
            f"{tick(crash.columns[meant])} has the column {tick(quoted)}."
        )
    if meant:
        return (
            f"The {tick(owner)} {crash.here} has no {tick(name)}. "
            f"Probably {tick(meant)} is meant: check the spelling."
        )
    return other_kind(crash, owner, name)


def other_kind(crash: Crash, owner: str, name: str) -> str:
    """An attribute that arrays or lists have, asked of the other."""
    if owner in ("list", "tuple") and name in names_of("ndarray") + names_of("Series"):
        return (
            f"The value {crash.here} is a {owner}, and a {owner} has no {tick(name)}; an array "
            "has. Turn it into one first, with `np.array(…)`, or use a function such as `sum`."
        )
    if owner in ("ndarray", "DataFrame", "Series") and name in names_of("list"):
        return (
            f"{tick(name)} belongs to lists, and the value {crash.here} is a {tick(owner)}. "
            "Collect values in a list first, then turn the list into the other."
        )
    if owner == "ndarray" and name in names_of("DataFrame"):
        return (
            f"{tick(name)} belongs to tables of pandas, and the value {crash.here} is an array of "
            "numpy, which has no names of columns. `pd.DataFrame(…)` makes a table of it."
        )
    if owner == "list" and name in ("add", "push"):
        return (
            f"A list takes one more value with `append`, not with `{name}`: change it {crash.here}."
        )
    if owner == "Series" and (name == "columns" or near(name, ["columns"])):
        return (
            f"The value {crash.here} is one column (a `Series`), and one column has no `columns`. "
            'Two pairs of brackets keep a table: `df[["column"]]`.'
        )
    if owner == "function":
        return (
            f"The thing in front of `.{name}` {crash.here} is a function, not its result. "
            f"Call it first, with round brackets: `function().{name}`."
        )
    if owner in ("int", "float") and name in names_of("list"):
        return (
            f"The value {crash.here} is a number, and {tick(name)} belongs to lists. "
            "Look at the line that gave the variable this value."
        )
    return ""


def owner_is_ours(crash: Crash, owner: str) -> bool:
    """Whether the code itself defines this class."""
    return any(isinstance(n, ast.ClassDef) and n.name == owner for n in crash.tree.body)


def _own_names(crash: Crash, owner: str) -> list[str]:
    if not owner_is_ours(crash, owner):
        return []
    return [b.name for b in bindings(crash.tree) if b.scope == f"class {owner}"]


def longer(name: str, known: list[str]) -> str:
    """The one known name that begins with `name` and an underscore: sort, sort_values."""
    return next((other for other in known if other.startswith(f"{name}_")), "")


def no_member(crash: Crash, found: re.Match[str]) -> str:
    """A module without the name that is asked of it."""
    module, name = found[1], found[2]
    known = names_of(module) or names_of_standard(module)
    meant = near(name, known)
    if not meant:
        return ""
    alias = imported(crash.tree).get(module, module)
    return (
        f"`{module}` has no {tick(name)}. It has `{alias}.{meant}`: correct the name {crash.here}."
    )


def names_of(owner: str) -> list[str]:
    """What beginners use of a kind of thing: Python's own kinds, and a few of the libraries."""
    own = {"list": list, "str": str, "dict": dict, "set": set, "tuple": tuple, "int": int}
    own["float"] = float
    names = dir(own[owner]) if owner in own else _ATTRIBUTES.get(owner, "").split()
    return [name for name in names if not name.startswith("_")]


def names_of_standard(module: str) -> list[str]:
    """The names of the modules of Python's own that beginners use."""
    known = {"math": math, "random": random, "statistics": statistics}.get(module)
    return [name for name in dir(known) if not name.startswith("_")] if known else []


def on_class(crash: Crash) -> str:
    """`LinearRegression.fit(X, y)`: the class instead of a model."""
    found = re.search(r"\b([A-Z]\w+)\.(fit|predict|transform|fit_transform|score)\(", crash.source)
    if not found:
        return ""
    return (
        f"{crash.subject} calls `{found[2]}` on the class `{found[1]}`, not on a model. "
        f"Make one first, with round brackets: `model = {found[1]}()`, then `model.{found[2]}(…)`."
    )


def for_class(crash: Crash, found: re.Match[str]) -> str:
    """A missing argument, because the class takes the place of the model."""
    return on_class(crash)


RULES: tuple[Rule, ...] = (
    (r"AttributeError: '([\w.]+)' object has no attribute '(\w+)'", no_attribute),
    (r"AttributeError: module '([\w.]+)' has no attribute '(\w+)'", no_member),
    (r"TypeError: .* missing \d+ required", for_class),
)
