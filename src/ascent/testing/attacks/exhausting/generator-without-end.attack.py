# attack: Its generator never ends.
# stopped-by: Items are pulled one at a time, and only so many.
# ends: wrong, out-of-time
# checks: stream


def squares(n):
    at = 0
    while True:
        yield at * at if at < n else 0
        at += 1
