# attack: The cells of its array are of no size, of a huge size, nested, or named by no word.
# stopped-by: Only plain kinds of cells with a size are read.
# ends: wrong, crashed
# with: frames
# checks: array


def scale(x):
    for cells in ("'|V0'", "'<U0'", "'<U1000000000'", "'(1000000000,)f8'", "'<M8[garbage]'", "[('a', '|O')]",
                  "'f8,f8'", "{'names': ['a'], 'formats': ['O']}", "'|b9'", "None", "7", "('f8', (10**9,))"):
        head = f"{{'descr': {cells}, 'fortran_order': False, 'shape': (0,), }}\n"
        reply(crafted({"$": "dict", "v": [["value", {"$": "array", "v": 0}]]}, npy(head)))
    return 0
