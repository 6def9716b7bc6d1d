"""The constants of our coach.

Tuned on learners, maps and constants of skills that no report uses: learners below 100,000, maps
5 to 9, constants from Beta distributions. See docs/developer/sequencing.md.
"""

from ascent.simulate.belief import Constants
from ascent.simulate.forgetting import factor
from ascent.simulate.ours import Rule

EXPONENT = 0.52
RULE = Rule(
    stop=0.97,
    keep=0.53,
    gate=0.48,
    due=0.75,
    fresh=0.975,
    price=0.75,
    fix=0.8,
    opens=0.1,
    stay=1.0,
    rest=0.4,
    ripe=0.91,
    ask=0.4,
    worth=0.04,
    goal=0.8,
    horizon=30.0,
)
CONSTANTS = Constants(
    start=0.156,
    guess=0.125,
    slip=0.12,
    hold=0.48,
    floor=0.57,
    memory=1.05,
    exponent=EXPONENT,
    factor=factor(EXPONENT),
    first=2.4,
    again=3.1,
    lapse=0.28,
    spread=1.0,
    adapt=0.04,
    trust=9.0,
)
