# attack: It raises AssertionError, which is how checks speak.
# stopped-by: An exception of learner code is never one of the checks.
# ends: crashed
# says: AssertionError


def double(n):
    raise AssertionError("All checks passed.")
