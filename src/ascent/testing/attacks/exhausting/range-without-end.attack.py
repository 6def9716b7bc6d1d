# attack: It answers with a range of 10^18 numbers, which is small until somebody walks it.
# stopped-by: A range is compared as a range.
# ends: wrong
# checks: value


def describe(n):
    return {"name": range(10**18), "even": range(10**18), "digits": range(10**18)}
