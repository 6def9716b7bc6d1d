# attack: It answers nan, which is neither larger nor smaller than anything.
# stopped-by: A bare nan is refused, and comparisons are written so that nan fails.
# ends: wrong


def double(n):
    return float("nan")
