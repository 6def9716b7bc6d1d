# misconception: last-one-wins
# fails: finds_the_best
# says: Compare with the best one so far
# hint: best = name happens for every model, so the last one stays. Put it under an if.
errors = {"mean": [724, 704, 698, 602], "linear": [280, 304, 331, 334], "tree": [266, 291, 322, 340]}
board = {}
spread = {}
best = None
for name, tries in errors.items():
    board[name] = sum(tries) / len(tries)
    spread[name] = max(tries) - min(tries)
    best = name
