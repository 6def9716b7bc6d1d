# attack: The codes of its categories point to categories that are not there.
# stopped-by: Codes must lie in range.
# ends: wrong, crashed
# with: frames
# checks: table


def total(frame):
    head = "{'descr': '<i8', 'fortran_order': False, 'shape': (2,), }\n"
    names = {"k": "index", "v": {"k": "text", "dtype": "str", "v": ["a", "a"]}, "name": None}
    column = {"k": "category", "codes": 0, "categories": names, "ordered": False}
    index = {"$": "index", "v": {"k": "index", "v": column, "name": None}}
    reply(crafted({"$": "dict", "v": [["value", index]]}, npy(head, struct.pack("<qq", 2**40, -(2**40)))))
    return 0
