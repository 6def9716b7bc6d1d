# attack: It answers with a number of a hundred million digits.
# stopped-by: A number has only so many digits on the wire.
# ends: wrong, out-of-time
# limits: seconds=5


def double(n):
    return 1 << 300_000_000
