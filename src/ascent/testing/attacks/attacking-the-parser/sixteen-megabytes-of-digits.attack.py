# attack: Its JSON is one number of fifteen million digits.
# stopped-by: Numbers have only so many digits.
# ends: wrong, crashed
# with: frames
# limits: seconds=5 memory_mb=512
# checks: once


def double(n):
    once(crafted(None, text=b'{"$":"dict","v":[["value",' + b"7" * 15_000_000 + b"]]}"))()
