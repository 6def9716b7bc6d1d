# attack: It names tags, parts and fields that do not exist.
# stopped-by: Only what the encoder writes is decoded.
# ends: wrong, crashed
# with: frames
# checks: once


def double(n):
    for tree in (
        {"$": "object", "v": "os.system"}, {"$": None}, {"$": ["list"]}, {"$": {}}, {"v": 1},
        {"$": "bytes", "v": 99}, {"$": "bytes", "v": -1}, {"$": "bytes", "v": True},
        {"$": "ref", "v": {"id": 0, "type": 7}}, {"$": "ref", "v": "x"}, {"$": "ref", "v": {"callback": 0}},
        {"$": "int", "v": "0x" + "f" * 10_000_000}, {"$": "int", "v": "__import__('os')"},
        {"$": "float", "v": "nan", "w": 1}, {"$": "date", "v": "2020-13-45"}, {"$": "range", "v": [0, 1, 0]},
        {"$": "timedelta", "v": [10**30, 0, 0]}, {"$": "complex", "v": ["a", "b"]},
    ):
        reply(crafted(tree))
    return 0
