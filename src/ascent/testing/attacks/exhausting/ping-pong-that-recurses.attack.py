# attack: It and a function of the checks call each other without end.
# stopped-by: Calls may be nested only so deep.
# ends: wrong, crashed, out-of-time
# checks: callback
# limits: seconds=1
import sys

sys.setrecursionlimit(10**6)
kept = []


def minimise(loss, low, high):
    return low


def walk(step, n):
    kept.append(step)
    return step(0)


def step(at):
    return kept[0](at + 1)
