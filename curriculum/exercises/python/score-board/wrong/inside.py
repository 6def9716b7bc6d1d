# misconception: starts-again-each-time
# fails: mean_errors
# says: board has 1 key
# hint: board = {} inside the loop empties it for every model. Make it before the loop.
errors = {"mean": [724, 704, 698, 602], "linear": [280, 304, 331, 334], "tree": [266, 291, 322, 340]}
spread = {}
best = None
lowest = None
for name, tries in errors.items():
    board = {}
    board[name] = sum(tries) / len(tries)
    spread[name] = max(tries) - min(tries)
    if best is None or board[name] < lowest:
        best = name
        lowest = board[name]
