# attack: The header of its array is in version 3, in Unicode, and lies about its length.
# stopped-by: Versions 1 and 2 are read, and lengths must fit.
# ends: wrong, crashed
# with: frames
# checks: array


def scale(x):
    head = "{'descr': [('\u202eé', '<f8')], 'fortran_order': False, 'shape': (1,), }\n"
    array = {"$": "dict", "v": [["value", {"$": "array", "v": 0}]]}
    reply(crafted(array, npy(head, bytes(8), version=3)))
    reply(crafted(array, npy(head, bytes(8), size=2**16 - 1)))
    reply(crafted(array, npy(head, bytes(8), version=2, size=2**32 - 1)))
    return 0
