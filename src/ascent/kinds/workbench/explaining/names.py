"""Sentences on names: unknown, misspelled, used too early; modules and attributes likewise."""

from __future__ import annotations

import re
import sys

from ascent.kinds.workbench.explaining.attributes import names_of
from ascent.kinds.workbench.explaining.crash import Crash, Rule
from ascent.kinds.workbench.explaining.tree import bindings, imported
from ascent.kinds.workbench.explaining.wording import BUILTINS, near, tick

_SHORT = {"np": "numpy", "pd": "pandas", "plt": "matplotlib.pyplot", "sns": "seaborn"}
_LIBRARIES = "numpy pandas matplotlib seaborn sklearn scipy statsmodels xgboost networkx"
_PARTS = {
    "sklearn": "linear_model tree ensemble neighbors metrics model_selection preprocessing cluster "
    "pipeline compose impute datasets svm naive_bayes dummy decomposition inspection",
    "matplotlib": "pyplot",
}
_FROM_SKLEARN = (
    "LinearRegression LogisticRegression Ridge Lasso DecisionTreeClassifier DecisionTreeRegressor "
    "RandomForestClassifier RandomForestRegressor GradientBoostingClassifier "
    "KNeighborsClassifier KNeighborsRegressor StandardScaler MinMaxScaler OneHotEncoder "
    "SimpleImputer ColumnTransformer Pipeline make_pipeline train_test_split cross_val_score "
    "GridSearchCV KFold StratifiedKFold accuracy_score mean_absolute_error mean_squared_error "
    "r2_score confusion_matrix DummyClassifier DummyRegressor KMeans PCA SVC GaussianNB"
)


def unknown(crash: Crash, found: re.Match[str]) -> str:
    """A name that has no value: too early, elsewhere, a column, not imported, misspelled."""
    name = found[1]
    return (
        elsewhere(crash, name)
        or column(crash, name)
        or short_name(crash, name)
        or misspelled(crash, name)
        or (
            f"{crash.subject} uses the name {tick(name)}, and no line gives it a value. Check its "
            "spelling, give it a value or import it further up; if it is meant as text, put it in "
            "quotes."
        )
    )


def elsewhere(crash: Crash, name: str) -> str:
    """The code does bind `name`, but later, in a branch not taken, or inside a function."""
    known = [b for b in bindings(crash.tree) if b.name == name]
    if not known or not crash.line:
        return ""
    top = [b.line for b in known if not b.scope]
    if not top and not known[0].scope.startswith("class "):
        first = known[0]
        return (
            f"{tick(name)} belongs to the function `{first.scope}` (line {first.line}) and is "
            "known only inside it. Let the function return what you need, and keep what the call "
            "gives back."
        )
    if top and min(top) >= crash.line:
        if min(top) == crash.line:
            return (
                f"Line {crash.line} reads {tick(name)} before it has a value: the right side of "
                "`=` is worked out first. Give it a first value on a line above."
            )
        return (
            f"Line {crash.line} uses {tick(name)}, which gets its value only in line {min(top)}. "
            f"Python goes from top to bottom: put line {min(top)} above line {crash.line}."
        )
    return (
        f"Line {min(top)} gives {tick(name)} its value, but it has not run before line "
        f"{crash.line}. Look at the `if`, the loop or the call that it depends on."
        if top
        else ""
    )


def column(crash: Crash, name: str) -> str:
    """A column's name without quotes."""
    if name not in crash.columns:
        return ""
    quoted = f'"{name}"'
    return (
        f"{tick(name)} is a column of {tick(crash.columns[name])}, but {crash.here} it stands "
        f"without quotes, so Python looks for a variable of that name. "
        f"Put it in quotes: {tick(quoted)}."
    )


def short_name(crash: Crash, name: str) -> str:
    """`np` without its import, or `numpy` where the import calls it `np`."""
    aliases = imported(crash.tree)
    library = next((lib for lib in aliases if lib == (near(name, [lib]) or name)), "")
    if library and aliases[library] not in (name, library):
        own = aliases[library]
        return (
            f"Your import gives `{library}` the name `{own}`, so `{name}` is not known "
            f"{crash.here}. Write `{own}`."
        )
    if name in _SHORT and not any(b.name == name for b in bindings(crash.tree)):
        return (
            f"{crash.subject} uses `{name}`, the usual short name of `{_SHORT[name]}`, and no line "
            f"imports it under this name. Put `import {_SHORT[name]} as {name}` at the top."
        )
    return ""


def misspelled(crash: Crash, name: str) -> str:
    """A name that is close to one of Python's or of the code."""
    foreign = {"null": "None", "nil": "None", "&&": "and"}.get(name.lower(), "")
    own = [b.name for b in bindings(crash.tree)]
    meant = foreign or near(name, own) or near(name, [*BUILTINS, "True", "False", "None"])
    if not meant and len(name) in (2, 3):
        alike = [n for n in own if len(n) == len(name)]
        meant = next((n for n in alike if one_letter_off(n, name)), "")
    if not meant:
        return ""
    case = " Capital and small letters count." if meant.lower() == name.lower() else ""
    return (
        f"Python knows no {tick(name)} {crash.here}, but it knows {tick(meant)}. "
        f"Change the name if that is what you mean.{case}"
    )


def one_letter_off(one: str, other: str) -> bool:
    """Whether two names of the same length differ in one letter."""
    return sum(a != b for a, b in zip(one, other, strict=True)) == 1


def unbound(crash: Crash, found: re.Match[str]) -> str:
    """A name of a function that is read before the function gives it a value."""
    name = found[1]
    local = [b for b in bindings(crash.tree) if b.name == name and b.scope]
    local = [b for b in local if b.line < (crash.line or 0)]
    outer = [b for b in bindings(crash.tree) if b.name == name and not b.scope]
    if outer:
        return (
            f"{tick(name)} inside the function is another variable than {tick(name)} of line "
            f"{outer[0].line}, because the function gives it a value of its own. {crash.subject} "
            f"reads it before that: hand {tick(name)} in as a parameter, or begin with a value."
        )
    if local:
        return (
            f"{crash.subject} reads {tick(name)}, but line {local[-1].line}, which gives it a "
            "value, did not run in this call. Give it a value for the other case too."
        )
    return (
        f"{crash.subject} reads {tick(name)} before the function has given it a value. "
        "Give it a first value at the top of the function."
    )


def no_module(crash: Crash, found: re.Match[str]) -> str:
    """A module that is misspelled, or not there."""
    library, _, part = found[1].partition(".")
    if part:
        meant = near(part, _PARTS.get(library, "").split())
        more = f"Check the spelling; a function is imported with `from {library} import …`."
        more = f"There is {tick(f'{library}.{meant}')}." if meant else more
        said = f"{crash.subject} asks `{library}` for a part named {tick(part)}, and it has none."
        return f"{said} {more}"
    standard = [name for name in sys.stdlib_module_names if not name.startswith("_")]
    meant = near(library, _LIBRARIES.split()) or near(library, standard)
    if library in ("scikit_learn", "scikit"):
        meant = "sklearn"
    if meant and library not in _LIBRARIES.split():
        return (
            f"There is no library {tick(library)}. There is `{meant}`: "
            f"change the name {crash.here}."
        )
    return (
        f"{crash.subject} imports {tick(library)}, which is not among the libraries of this task. "
        "Nothing can be installed from here: check the spelling, or do it with the libraries "
        "that the task names."
    )


def cannot_import(crash: Crash, found: re.Match[str]) -> str:
    """A module that is there, without the name that is asked for."""
    name, module = found[1], found[2]
    known = _FROM_SKLEARN.split() if module.startswith("sklearn") else names_of(module)
    meant = near(name, known) if name not in known else ""
    if meant:
        return f"`{module}` has no {tick(name)}. There is `{meant}`: correct the name {crash.here}."
    if module == "sklearn" and name in known:
        return (
            f"`sklearn` keeps {tick(name)} in one of its parts, not at the top ({crash.here}). "
            f"Import it with `from sklearn.part import {name}`, where part is the one it lies in."
        )
    return (
        f"`{module}` is there, but has no {tick(name)}. Check the spelling, capital letters too, "
        "and whether it lies in this module."
    )


RULES: tuple[Rule, ...] = (
    (r"NameError: name '(\w+)' is not defined", unknown),
    (r"NameError: cannot access free variable '(\w+)'", unbound),
    (r"UnboundLocalError: .*?variable '(\w+)'", unbound),
    (r"ModuleNotFoundError: No module named '([\w.]+)'", no_module),
    (r"ImportError: cannot import name '(\w+)' from '([\w.]+)'", cannot_import),
)
