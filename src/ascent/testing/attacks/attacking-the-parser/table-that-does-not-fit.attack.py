# attack: The columns of its table have other lengths, other numbers and other kinds than it says.
# stopped-by: Columns, names and rows must fit together.
# ends: wrong, crashed
# with: frames
# checks: table


def total(frame):
    column = {"k": "text", "dtype": "str", "v": ["a", "b"]}
    rows = {"k": "range", "v": [0, 3, 1], "name": None}
    names = {"k": "index", "v": {"k": "text", "dtype": "str", "v": ["who", "x"]}, "name": None}
    for tree in (
        {"$": "frame", "columns": names, "index": rows, "data": [column, column]},
        {"$": "frame", "columns": names, "index": rows, "data": [column]},
        {"$": "frame", "columns": names, "index": {**rows, "v": [0, 10**18, 1]}, "data": []},
        {"$": "frame", "columns": names, "index": {**rows, "v": [0, 3, 0]}, "data": []},
        {"$": "series", "index": rows, "name": [], "v": column},
        {"$": "frame", "columns": names, "index": names, "data": [{"k": "category"}, {"k": 7}]},
    ):
        reply(crafted({"$": "dict", "v": [["value", tree]]}))
    return 0
