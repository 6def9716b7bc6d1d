# attack: The header of its array promises 2^60 numbers, and nothing follows.
# stopped-by: The length must fit the header before any memory is taken.
# ends: wrong, crashed
# with: frames
# checks: array


def scale(x):
    head = "{'descr': '<f8', 'fortran_order': False, 'shape': (1152921504606846976,), }\n"
    array = {"$": "array", "v": 0}
    once(crafted({"$": "dict", "v": [["value", array]]}, npy(head)))()
