# attack: It keeps the checks' function and calls it in the next check.
# stopped-by: A function of the checks can be called during its own check only.
# ends: wrong, crashed
# checks: callback
kept = []


def minimise(loss, low, high):
    kept.append(loss)
    return low


def walk(step, n):
    return kept[0](0.0)


def step(at):
    return at
