"""Compile the simulation with numba: the package's own functions, one after the other."""

from __future__ import annotations

import inspect
from types import ModuleType
from typing import Any

import numba  # type: ignore[import-not-found]

from ascent.learner.tracing import mastery, memory
from ascent.simulate import (
    belief,
    days,
    forgetting,
    knowing,
    ours,
    people,
    placing,
    product,
    rivals,
)
from benchmarks import seq_constants

LEARNER = (mastery, memory)
OWN = (forgetting, people, rivals, belief, ours, knowing, placing, product, days)
MODULES = (*LEARNER, *OWN)
PLAIN = {"born", "retrievability"}  # used outside the compiled part


def compile_all() -> None:
    """Put compiled functions in the place of the plain ones. To be called once."""
    compiled: dict[Any, Any] = {}
    for module in MODULES:
        for name, function in vars(module).items():
            own = inspect.isfunction(function) and function.__module__ == module.__name__
            if own and name not in PLAIN:
                compiled[function] = numba.njit(error_model="numpy", nogil=True)(function)
    compiled[seq_constants.fit] = numba.njit(error_model="numpy")(seq_constants.fit)
    for module in (*MODULES, seq_constants):
        _replace(module, compiled)


def _replace(module: ModuleType, compiled: dict[Any, Any]) -> None:
    for name, value in list(vars(module).items()):
        if inspect.isfunction(value) and value in compiled:
            setattr(module, name, compiled[value])
