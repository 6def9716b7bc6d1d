# misconception: fixed-count
# fails: mean_errors
# says: board divides by 4
# hint: There are four tries today. len(tries) counts them whatever their number.
errors = {"mean": [724, 704, 698, 602], "linear": [280, 304, 331, 334], "tree": [266, 291, 322, 340]}
board = {}
spread = {}
best = None
for name, tries in errors.items():
    board[name] = sum(tries) / 4
    spread[name] = max(tries) - min(tries)
    if best is None or board[name] < board[best]:
        best = name
