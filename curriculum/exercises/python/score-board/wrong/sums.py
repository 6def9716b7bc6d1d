# misconception: sum-for-mean
# fails: mean_errors
# says: board has sums
# hint: sum adds the tries up. Divide by len(tries) to get their mean.
errors = {"mean": [724, 704, 698, 602], "linear": [280, 304, 331, 334], "tree": [266, 291, 322, 340]}
board = {}
spread = {}
best = None
for name, tries in errors.items():
    board[name] = sum(tries)
    spread[name] = max(tries) - min(tries)
    if best is None or board[name] < board[best]:
        best = name
