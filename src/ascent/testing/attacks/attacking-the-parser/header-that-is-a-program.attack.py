# attack: The header of its array is an expression, deeply nested, with names in it.
# stopped-by: A header is a small literal.
# ends: wrong, crashed
# with: frames
# checks: array


def scale(x):
    for head in ("__import__('os').system('echo GOT')\n", "(" * 60_000, "-" * 60_000 + "1\n", "{" * 900):
        reply(crafted({"$": "dict", "v": [["value", {"$": "array", "v": 0}]]}, npy(head, version=2)))
    return 0
