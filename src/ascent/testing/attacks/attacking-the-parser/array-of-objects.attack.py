# attack: Its array claims to hold objects, for which numpy would unpickle.
# stopped-by: Only plain kinds of cells are read, and nothing is unpickled.
# ends: wrong, crashed
# with: frames
# checks: array


def scale(x):
    head = "{'descr': '|O', 'fortran_order': False, 'shape': (1,), }\n"
    body = b"cos\nsystem\n(S'echo GOT'\ntR."
    once(crafted({"$": "dict", "v": [["value", {"$": "array", "v": 0}]]}, npy(head, body)))()
