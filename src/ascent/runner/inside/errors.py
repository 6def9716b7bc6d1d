"""What a learner sees of an exception: the lines of their own file and the last sentence."""

from __future__ import annotations

import builtins
import errno
import traceback
from types import TracebackType
from typing import Any

MAX_TEXT = 8_000
_REFUSED = {errno.EPERM, errno.EACCES, errno.EROFS, errno.ENETUNREACH, errno.EAFNOSUPPORT}


def describe(error: BaseException, own_files: set[str]) -> dict[str, Any]:
    """`error` as plain data: its nearest built-in class, its text, the learner's own lines."""
    return {
        "type": type(error).__name__,
        "bases": _builtin_bases(error),
        "text": text_of(error)[:MAX_TEXT],
        "traceback": own_traceback(error, own_files)[:MAX_TEXT],
        "line": _own_line(error, own_files),
        "memory": isinstance(error, MemoryError),
        "forbidden": _is_refusal(error),
    }


def text_of(error: BaseException) -> str:
    """The text of an exception, even of one that fails to say it."""
    try:
        return str(error)
    except BaseException:
        return ""


def own_traceback(error: BaseException, own_files: set[str]) -> str:
    """The traceback with only the frames of `own_files`, and of whatever caused the error."""
    try:
        shown = traceback.TracebackException.from_exception(error, compact=True)
    except BaseException:
        return type(error).__name__
    _keep_own(shown, own_files)
    return "".join(shown.format()).rstrip()


def _keep_own(shown: traceback.TracebackException, own_files: set[str]) -> None:
    own = [frame for frame in shown.stack if frame.filename in own_files]
    shown.stack = traceback.StackSummary.from_list(own)
    for other in (shown.__cause__, shown.__context__):
        if other is not None:
            _keep_own(other, own_files)
    if shown.__context__ is not None and not shown.__context__.stack:
        shown.__context__ = None  # an error inside a library that the learner never saw


def _own_line(error: BaseException, own_files: set[str]) -> int | None:
    """The last line of the learner's own file that took part in the error."""
    if isinstance(error, SyntaxError) and error.filename in own_files:
        return error.lineno
    line = None
    trace: TracebackType | None = error.__traceback__
    while trace is not None:
        if trace.tb_frame.f_code.co_filename in own_files:
            line = trace.tb_lineno
        trace = trace.tb_next
    return line


def _builtin_bases(error: BaseException) -> list[str]:
    """Names of the built-in classes that `error` is an instance of, nearest first."""
    mro = type.mro(type(error))
    return [kind.__name__ for kind in mro if getattr(builtins, kind.__name__, None) is kind]


def _is_refusal(error: BaseException | None) -> bool:
    """Whether the sandbox refused something: a file, a process, the network."""
    for _ in range(10):
        if error is None:
            return False
        if isinstance(error, OSError):
            if error.errno in _REFUSED or type(error).__name__ == "gaierror":
                return True
            reason = getattr(error, "reason", None)  # urllib wraps what it met
            if isinstance(reason, OSError):
                error = reason
                continue
        error = error.__cause__ or error.__context__
    return False
