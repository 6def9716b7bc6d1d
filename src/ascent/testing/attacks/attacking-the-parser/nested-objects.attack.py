# attack: Its JSON nests objects inside tagged objects.
# stopped-by: Nesting is limited before the parser can fall over it.
# ends: wrong, crashed
# with: frames
# checks: once


def double(n):
    once(crafted(None, text=b'{"$":"tuple","v":[' * 100_000 + b"]}" * 100_000))()
