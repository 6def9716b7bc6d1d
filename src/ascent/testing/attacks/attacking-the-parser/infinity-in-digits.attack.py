# attack: It writes infinity as a number that overflows: 1e999.
# stopped-by: A number that is not finite is refused, however it is written.
# ends: wrong, crashed
# with: frames
# checks: once


def double(n):
    once(crafted(None, text=b'{"$":"dict","v":[["value",1e999]]}'))()
