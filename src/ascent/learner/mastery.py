"""What evidence says about a skill: the first learner model.

One number per skill, the probability that it is known. Each piece of
evidence moves it by Bayes' rule, as in knowledge tracing (Corbett and
Anderson, 1995, equations 1 to 3): a right answer by somebody who does not
know has the chance `guess`, a wrong answer by somebody who knows has the
chance `slip`. Three things are ours: a skill's weight in the activity scales
how far the number moves; help that was taken raises the chance of guessing;
and a failed check moves less than a passed one, since trying is how one
finds out.

Pure: no clock, no database. A better model replaces this module and
`memory.py` behind `folding.LearnerState` without a change elsewhere.
"""

START = 0.2  # chance that a learner knows a skill we have seen nothing of
LEARN = 0.15  # chance that working through an activity teaches the skill
READ = 0.1  # the same for reading alone
FAIL = 0.3  # share of the Bayesian step that a failed check moves
TRYING = 0.1  # failed checks alone lower nobody below this: the pass that follows still counts
HINT = 0.15  # share of the missing guess chance that each hint adds
SOLUTION = 0.7  # guess chance after the solution was shown

MOST = 0.99  # nobody is certain: from 1 no failure could ever lead back

KNOWN = 0.8  # a skill lights up at this probability ...
LOST = 0.5  # ... and goes out only below this one: a slip erases nothing


def guess_after_help(guess: float, hints: int, solution_seen: bool) -> float:
    """The chance of passing without the skill, given the help that was taken, in [0, 1]."""
    helped = 1 - (1 - guess) * (1 - HINT) ** hints
    return max(helped, SOLUTION) if solution_seen else helped


def after_answer(p: float, passed: bool, weight: float, guess: float, slip: float) -> float:
    """The probability that a skill is known after one answer.

    Args:
        p: the probability before, in (0, 1). Above `MOST` it counts as `MOST`.
        passed: whether the answer was right.
        weight: how much of the activity is about this skill, in (0, 1].
        guess: chance of a right answer without the skill, in [0, 1).
        slip: chance of a wrong answer with the skill, in [0, 1).
    """
    p = min(p, MOST)
    known, unknown = (1 - slip, guess) if passed else (slip, 1 - guess)
    posterior = p * known / (p * known + (1 - p) * unknown)
    moved = p + weight * (1.0 if passed else FAIL) * (posterior - p)
    return min(MOST, moved + weight * LEARN * (1 - moved)) if passed else moved


def after_reading(p: float, weight: float) -> float:
    """The probability that a skill is known after a lesson about it was read."""
    return min(MOST, p + weight * READ * (1 - p))


def is_known(p: float, was_known: bool) -> bool:
    """Whether a skill counts as known, with hysteresis between `LOST` and `KNOWN`."""
    return p >= KNOWN or (was_known and p >= LOST)
