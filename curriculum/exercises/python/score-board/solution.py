# How far off each model was, in grams, in four tries.
errors = {
    "mean of all": [724, 704, 698, 602],
    "linear": [280, 304, 331, 334],
    "tree": [266, 291, 322, 340],
}

for name in errors:
    print(name, "has", len(errors[name]), "tries")

board = {}
spread = {}
best = None

for name, tries in errors.items():
    board[name] = sum(tries) / len(tries)
    spread[name] = max(tries) - min(tries)
    if best is None or board[name] < board[best]:
        best = name

print("board: ", board)
print("spread:", spread)
print("best:  ", best)
