"""Which known mistake a failing answer makes, told by what it does and not by how it reads.

The wrong answers of a task are probed once (see `ascent.testing.likeness`) and kept. An
answer that fails where one of them fails, with its words, is probed too. When both did the
same on every seed of the probe, it is that mistake; when mistakes with different names did
the same, it is none.
"""

from __future__ import annotations

import logging
import threading
from collections import OrderedDict
from collections.abc import Callable
from contextlib import closing

from ascent import runner
from ascent.curriculum.activity import Activity
from ascent.kinds import grading, materials, mistakes
from ascent.kinds.workbench.jobs import job
from ascent.runner import kits
from ascent.runner.job import CheckResult, Verdict
from ascent.runner.process import Cancelled
from ascent.runner.worker import Variant
from ascent.testing.likeness import NAMED, PROBE_SEED, Mistake, recognise, says, trace_of
from ascent.testing.wrong import wrong_answers

log = logging.getLogger(__name__)
SLOW = 3.0  # seconds of computing from which an answer is not run once more for its name
PAUSE = 3.0  # seconds after a page is opened: its own requests come first
MOST_EXPECTED = 20

_learning: dict[str, threading.Lock] = {}
_guard = threading.Lock()
_expected: OrderedDict[str, Activity] = OrderedDict()
_somebody = threading.Condition()


def diagnose(
    activity: Activity,
    verdict: Verdict,
    probe: Callable[[], Verdict],
    cancel: threading.Event,
) -> Mistake | None:
    """The known mistake in the answer that got `verdict`, or None.

    `probe` runs that answer once more, in probe mode with PROBE_SEED. Whatever goes wrong on
    the way costs the learner a hint and not the verdict. Raises Cancelled.
    """
    failed = first_failure(verdict)
    if failed is None or verdict.seconds > SLOW or not _worth_it(activity, failed):
        return None
    try:
        known = learn(activity, cancel)
        return recognise(known, trace_of(probe()), failed.message)
    except Cancelled:
        raise
    except Exception:
        log.exception("could not look for the mistake in an answer to %s", activity.id)
        return None


def first_failure(verdict: Verdict) -> CheckResult | None:
    """The first check that did not pass, if its outcome says what the code does."""
    ran = (one for one in verdict.checks if one.outcome not in ("passed", "not-run"))
    failed = next(ran, None)
    return failed if failed is not None and failed.outcome in NAMED else None


def _worth_it(activity: Activity, failed: CheckResult) -> bool:
    """Whether a wrong answer fails in this check with words that are in its message."""
    return any(
        wrong.fails == failed.name and says(wrong.says, failed.message)
        for wrong in wrong_answers(activity.folder)
    )


def learn(activity: Activity, cancel: threading.Event) -> tuple[Mistake, ...]:
    """What the wrong answers of a task do: as it is kept, else found out now, by one at a time
    for each task.

    Raises Cancelled.
    """
    known = mistakes.kept(activity)
    if known is not None:
        return known
    with _guard:
        alone = _learning.setdefault(activity.id, threading.Lock())
    with alone:
        known = mistakes.kept(activity)
        if known is None:
            wrong = wrong_answers(activity.folder)
            probes = _probes(activity, [one.code for one in wrong], cancel)
            known = tuple(one.as_mistake(probe) for one, probe in zip(wrong, probes, strict=True))
            if all(probe.counts for probe in probes):  # a fault of ours is not theirs for ever
                mistakes.keep(activity, known)
    return known


def _probes(activity: Activity, codes: list[str], cancel: threading.Event) -> list[Verdict]:
    """The probes of several files, by one pair of processes."""
    verdicts = runner.grade_many(
        job(activity, ""),
        checks=activity.folder / "checks.py",
        variants=[Variant(code, PROBE_SEED) for code in codes],
        data=materials.for_checks(activity),
        cancel=cancel,
        probe=True,
    )
    with closing(verdicts):
        return list(verdicts)


# --- ahead of time ------------------------------------------------------------------------


def expect(activity: Activity) -> None:
    """Somebody works on this task now: soon a first failing answer may come."""
    with _somebody:
        _expected[activity.id] = activity
        _expected.move_to_end(activity.id)
        while len(_expected) > MOST_EXPECTED:
            _expected.popitem(last=False)
        _somebody.notify_all()


def learn_expected(stop: threading.Event) -> None:
    """Find out in time what the wrong answers of the tasks do that people work on, until
    `stop` is set. For a thread of the server."""
    while not stop.is_set():
        with _somebody:
            _somebody.wait_for(lambda: bool(_expected), timeout=1.0)
        if not _expected or stop.wait(PAUSE):
            continue
        with _somebody:
            _, activity = _expected.popitem()
        try:
            if kits.is_ready(activity.spec.kit) and mistakes.kept(activity) is None:
                learn(activity, grading.stopping)
        except Cancelled:
            return
        except Exception:
            log.exception("could not find out what the wrong answers of %s do", activity.id)
