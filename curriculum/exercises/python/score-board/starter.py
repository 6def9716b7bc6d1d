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

# Write the loop here.


print("board: ", board)
print("spread:", spread)
print("best:  ", best)
