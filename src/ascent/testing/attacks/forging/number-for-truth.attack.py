# attack: It answers 1, 1.0 and b"1" where True is expected.
# stopped-by: Values are compared with their types.
# ends: wrong
# checks: value


def describe(n):
    return {"name": f"n{n}", "even": float(n % 2 == 0), "digits": [float(one) for one in str(n)]}
