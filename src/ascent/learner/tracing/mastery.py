"""What one piece of evidence says about whether a skill is known.

One number per skill, the probability that it is known. Each answer moves it by Bayes' rule, as
in knowledge tracing (Corbett and Anderson, 1995, equations 1 to 3): a right answer by somebody
who does not know has the chance `guess`, a wrong one by somebody who knows the chance `slip`,
and every answer may teach. Chances of guessing and slipping come with the activity; the shared
constants are means over 92 skills of a public table of answers. Ours are: a skill's weight in
the activity scales how far the number moves; help raises the chance of guessing; a hard activity
is guessed less and slipped on more; and where trying is free a failed check says less.

Pure: no clock, no database.
"""

from math import exp, log

START = 0.2  # chance that a learner knows a skill we have seen nothing of
LEARN = 0.176  # chance that an answer, with what is said of it, teaches the skill
SLIP = 0.186  # what people slip in questions on average: kinds that say less are not believed
READ = 0.1  # chance that reading alone teaches it
FAIL = 0.3  # share of the Bayesian step that a failed check moves where trying is free
TRYING = 0.1  # failed checks alone lower nobody below this: the pass that follows still counts
HINT = 0.15  # share of the missing guess chance that each hint adds
SOLUTION = 0.7  # guess chance after the solution was shown
HARDER = 1.0  # logits between the slips (and guesses) of the least and the most difficult
NEARLY = 0.5  # share of the step down that full points for a wrong answer would take away

LEAST, MOST = 0.01, 0.99  # nobody is certain: from 0 or 1 no answer could lead back

KNOWN = 0.8  # a skill lights up at this probability ...
LOST = 0.5  # ... and goes out only below this one: a slip erases nothing


def chances(guess: float, slip: float, difficulty: float) -> tuple[float, float]:
    """Guess and slip at an activity of the author's `difficulty` (0 anyone .. 1 hard).

    At difficulty 0.5 they are as given; a harder one is guessed less and slipped on more.
    """
    shift = HARDER * (difficulty - 0.5)
    return _moved(guess, -shift), _moved(slip, shift)


def after_help(guess: float, hints: int, solution_seen: bool) -> float:
    """The chance of passing without the skill, given the help that was taken, in [0, 1]."""
    helped = 1 - (1 - guess) * (1 - HINT) ** hints
    return max(helped, SOLUTION) if solution_seen else helped


def posterior(p: float, right: bool, guess: float, slip: float) -> float:
    """The probability that a skill was known, after an answer: Bayes' rule. `p` in (0, 1)."""
    known, unknown = (1 - slip, guess) if right else (slip, 1 - guess)
    both = p * known + (1 - p) * unknown
    return p * known / both if both > 0 else p


def after_right(p: float, weight: float, guess: float, slip: float) -> float:
    """The probability after a right answer; never lower than before.

    Args:
        p: before, in (0, 1). Above `MOST` it counts as `MOST`.
        weight: how much of the activity is about this skill, in (0, 1].
        guess: chance of a right answer without the skill, in [0, 1).
        slip: chance of a wrong answer with the skill, in [0, 1).
    """
    p = min(p, MOST)
    moved = p + weight * max(0.0, posterior(p, True, guess, slip) - p)
    return min(MOST, moved + weight * LEARN * (1 - moved))


def after_wrong(
    p: float, weight: float, guess: float, slip: float, points: float = 0.0, share: float = 1.0
) -> float:
    """The probability after a wrong answer; never higher than before.

    `points`: the share of the points that it got all the same; `share`: of the step that it
    moves at all. The answer is explained, so that it may teach: nobody sinks to 0.
    """
    p = min(p, MOST)
    said = posterior(p, False, guess, slip)
    step = weight * share * (1 - NEARLY * points) * min(0.0, said + LEARN * (1 - said) - p)
    return max(LEAST, p + step) if p > LEAST else p


def after_reading(p: float, weight: float) -> float:
    """The probability that a skill is known after a lesson about it was read."""
    return max(p, min(MOST, p + weight * READ * (1 - p)))


def is_known(p: float, was_known: bool) -> bool:
    """Whether a skill counts as known, with hysteresis between `LOST` and `KNOWN`."""
    return p >= KNOWN or (was_known and p >= LOST)


def success(p: float, guess: float, slip: float) -> float:
    """Chance of a right answer by somebody who knows with probability `p`."""
    return p * (1 - slip) + (1 - p) * guess


def _moved(chance: float, logits: float) -> float:
    """A chance shifted on the scale of logits; 0 and 1 stay."""
    if not 1e-9 < chance < 1:
        return chance
    return 1 / (1 + exp(-(log(chance / (1 - chance)) + logits)))
