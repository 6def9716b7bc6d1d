# attack: It answers infinity.
# stopped-by: Numbers that are not finite are refused.
# ends: wrong


def double(n):
    return float("inf")
