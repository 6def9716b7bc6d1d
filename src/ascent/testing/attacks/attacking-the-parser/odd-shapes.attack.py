# attack: The shape of its array is negative, true, a float, a text, or missing.
# stopped-by: Sides are whole numbers from zero.
# ends: wrong, crashed
# with: frames
# checks: array


def scale(x):
    for shape in ("(-1,)", "(True,)", "(1.0,)", "('1',)", "1", "(1,) * 9", "()", "(1,)*10**9", "[1]", "None"):
        head = f"{{'descr': '<f8', 'fortran_order': False, 'shape': {shape}, }}\n"
        reply(crafted({"$": "dict", "v": [["value", {"$": "array", "v": 0}]]}, npy(head, bytes(8))))
    return 0
