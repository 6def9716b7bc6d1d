# attack: It answers with a list of a billion numbers.
# stopped-by: There is not so much memory.
# ends: out-of-memory
# limits: seconds=10


def double(n):
    return list(range(10**9))
