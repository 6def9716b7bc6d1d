# attack: The sides of its array multiply to zero in 64 bits.
# stopped-by: Sizes are multiplied in numbers that do not wrap round.
# ends: wrong, crashed
# with: frames
# checks: array


def scale(x):
    head = "{'descr': '<f8', 'fortran_order': True, 'shape': (4294967296, 4294967296, 16), }\n"
    once(crafted({"$": "dict", "v": [["value", {"$": "array", "v": 0}]]}, npy(head)))()
