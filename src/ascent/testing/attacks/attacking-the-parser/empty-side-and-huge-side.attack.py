# attack: One side of its array is empty, and the other 2^62.
# stopped-by: The shape is compared, and takes no memory.
# ends: wrong, crashed
# with: frames
# checks: array


def scale(x):
    head = "{'descr': '<f8', 'fortran_order': False, 'shape': (0, 4611686018427387904), }\n"
    once(crafted({"$": "dict", "v": [["value", {"$": "array", "v": 0}]]}, npy(head)))()
