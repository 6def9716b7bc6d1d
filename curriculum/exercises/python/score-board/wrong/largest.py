# misconception: comparison-reversed
# fails: finds_the_best
# says: the model with the largest error
# hint: > keeps the model with the larger error. A good model has a small one.
errors = {"mean": [724, 704, 698, 602], "linear": [280, 304, 331, 334], "tree": [266, 291, 322, 340]}
board = {}
spread = {}
best = None
for name, tries in errors.items():
    board[name] = sum(tries) / len(tries)
    spread[name] = max(tries) - min(tries)
    if best is None or board[name] > board[best]:
        best = name
