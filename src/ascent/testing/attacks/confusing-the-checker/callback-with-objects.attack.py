# attack: It gives the checks' function objects of its own, with which it cannot compute.
# stopped-by: An object that does not travel is the caller's mistake.
# ends: wrong, crashed
# checks: callback


class Thing:
    pass


def minimise(loss, low, high):
    return loss(Thing())
