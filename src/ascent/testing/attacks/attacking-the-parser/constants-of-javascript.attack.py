# attack: It writes NaN and -Infinity, which JSON does not have.
# stopped-by: Such constants are refused.
# ends: wrong, crashed
# with: frames
# checks: once


def double(n):
    once(crafted(None, text=b'{"$":"dict","v":[["value",NaN]]}'))()
