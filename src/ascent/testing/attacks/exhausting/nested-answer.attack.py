# attack: It answers with a list nested a hundred thousand times.
# stopped-by: What is nested too deeply does not travel.
# ends: wrong


def double(n):
    nested = []
    for _ in range(100_000):
        nested = [nested]
    return nested
