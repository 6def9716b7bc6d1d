"""Random inputs against a reference, with the smallest counter-example there is.

What is shown comes from a draw that anybody could make, so it gives nothing away that a
learner could not try: the input and what their own code gives for it.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable
from copy import deepcopy
from typing import Any

from ascent.testing.api import AuthorError, Failed
from ascent.testing.expect.shrink import simpler
from ascent.testing.expect.written import written
from ascent.testing.handles import Handle, Raised, name_of, outcomes

TRIES = 60
MOST_CALLS = 600
MOST_ROUNDS = 60

Row = tuple[Any, ...]


def agrees(
    function: Handle,
    reference: Callable[..., Any],
    draw: Callable[[Any], Any],
    rng: Any,
    *,
    tries: int = TRIES,
    rtol: float = 1e-6,
    valid: Callable[..., bool] | None = None,
    show_expected: bool = False,
    name: str = "",
) -> None:
    """`function` gives what `reference` gives, on `tries` inputs of `draw(rng)`: a tuple of
    arguments, or the only one.

    The first input on which they differ is made smaller with further calls (fewer rows,
    smaller numbers, shorter texts) for as long as they differ. Inputs that the reference
    refuses with an exception, or for which `valid(*arguments)` is false, are left out.
    The message shows that input and what the learner's code gave; with `show_expected`
    also what is expected, for draws that nobody can pass by remembering.
    """
    search = _Search(function, reference, rtol, valid)
    drawn = [_row(draw(rng)) for _ in range(tries)]
    wanted = [row for row in drawn if search.expected(row) is not None]
    if not wanted:
        raise AuthorError("The reference refuses every input that was drawn.")
    found = search.first_wrong(wanted)
    if found is not None:
        row, got = search.smallest(*found)
        raise search.failure(row, got, show_expected, name or name_of(function))


def _row(drawn: Any) -> Row:
    return drawn if type(drawn) is tuple else (drawn,)


class _Search:
    """The comparison of one function with its reference, on whatever inputs."""

    def __init__(
        self,
        function: Handle,
        reference: Callable[..., Any],
        rtol: float,
        valid: Callable[..., bool] | None,
    ) -> None:
        self.function, self.reference = function, reference
        self.rtol, self.valid = rtol, valid
        self.calls = 0

    def expected(self, row: Row) -> tuple[Any] | None:
        """What the reference gives, in a tuple; None for an input that does not count."""
        try:
            if self.valid is not None and not self.valid(*deepcopy(row)):
                return None
            return (self.reference(*deepcopy(row)),)
        except Exception:  # whatever it raises, it refuses this input
            return None

    def first_wrong(self, rows: list[Row]) -> tuple[Row, Any] | None:
        """The first row for which the learner's code gives something else, and what it gives."""
        self.calls += len(rows)
        for row, got in zip(rows, outcomes(self.function, rows), strict=False):
            if type(got) is Raised or self.differs(got, row):
                return row, got
        return None

    def differs(self, got: Any, row: Row) -> str:
        """How `got` differs from what is expected for `row`: a sentence, or nothing."""
        want = self.expected(row)
        if want is None:
            return ""
        try:
            compare(got, want[0], self.rtol)
        except Failed as failure:
            return str(failure)
        return ""

    def smallest(self, row: Row, got: Any) -> tuple[Row, Any]:
        """A smaller input with a failure of the same kind, as small as a few calls can find."""
        for _ in range(MOST_ROUNDS):
            rows = [one for one in simpler(row) if self.expected(one) is not None]
            found = self._next_wrong(rows[: max(0, MOST_CALLS - self.calls)], type(got) is Raised)
            if found is None:
                return row, got
            row, got = found
        return row, got

    def _next_wrong(self, rows: list[Row], raises: bool) -> tuple[Row, Any] | None:
        """The first row that fails in the same way: with an exception, or without."""
        while rows:
            self.calls += len(rows)
            at = 0
            for at, got in enumerate(outcomes(self.function, rows)):
                if (type(got) is Raised) == raises and (raises or self.differs(got, rows[at])):
                    return rows[at], got
            rows = rows[at + 1 :]  # those behind an exception were not called
        return None

    def failure(self, row: Row, got: Any, show_expected: bool, name: str) -> Exception:
        """The exception that shows the input and what the learner's code gave."""
        try:
            names = list(inspect.signature(self.reference).parameters)
        except (TypeError, ValueError):
            names = []
        names += [f"argument {at + 1}" for at in range(len(names), len(row))]
        shown = ", ".join(
            f"{word} = {written(value)}" for word, value in zip(names, row, strict=False)
        )
        if type(got) is Raised:
            return Raised(got.about, f"`{name}(...)` with {shown}")
        text = f"For {shown}, `{name}(...)` gives {written(got)}. {self.differs(got, row)}"
        if show_expected:
            text += f" Expected is {written((self.expected(row) or (None,))[0])}."
        return Failed(text)


def compare(got: Any, want: Any, rtol: float) -> None:
    """The expectation that fits the kind of the expected value. Raises Failed."""
    from ascent.testing.expect import tables, values

    kind = type(want).__name__
    if kind == "ndarray":
        from ascent.testing.expect import arrays

        arrays.array(got, want, rtol=rtol, name="the result")
    elif kind == "DataFrame":
        tables.frame(got, want, name="the result")
    elif kind == "Series":
        tables.series(got, want, name="the result")
    elif values.is_number(want):
        values.number(got, want, tol=rtol, name="the result")
    else:
        values.equal(got, want, name="the result")
