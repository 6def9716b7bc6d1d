# attack: Its JSON holds eight million small values.
# stopped-by: Values are counted before they are made.
# ends: wrong, crashed
# with: frames
# limits: seconds=5 memory_mb=512
# checks: once


def double(n):
    once(crafted(None, text=b"[" + b"0," * 7_900_000 + b"0]"))()
