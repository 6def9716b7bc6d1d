# misconception: starts-again-each-time
# fails: one_word_each
# says: guesses holds 1 word
# hint: guesses = [] inside the loop empties the list for every tumour. Put it before the loop.
radii = [17.99, 13.54, 20.57, 12.46, 14.53, 11.57, 20.16]
limit = 15
suspects = 0
total = 0
for radius in radii:
    guesses = []
    total = total + radius
    if radius > limit:
        guesses.append("malignant")
        suspects = suspects + 1
    else:
        guesses.append("benign")
