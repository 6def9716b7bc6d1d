# attack: It sends a dict and a set whose keys are lists.
# stopped-by: What cannot be made is malformed.
# ends: wrong, crashed
# with: frames
# checks: once


def double(n):
    once(crafted({"$": "dict", "v": [[[1], 2]]}))()
