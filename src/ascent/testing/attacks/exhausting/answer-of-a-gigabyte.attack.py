# attack: It answers with a gigabyte.
# stopped-by: There is not so much memory, and an answer has a size.
# ends: out-of-memory, wrong
# limits: seconds=10


def double(n):
    return bytes(1_000_000_000)
