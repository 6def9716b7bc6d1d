# attack: Its JSON is nested a million times.
# stopped-by: Nesting is limited before the parser can fall over it.
# ends: wrong, crashed
# with: frames
# checks: once


def double(n):
    once(crafted(None, text=b"[" * 1_000_000))()
