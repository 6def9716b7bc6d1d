# misconception: count-without-old-value
# fails: counts_suspects
# says: suspects is 1 in the end
# hint: suspects = 1 writes 1 each time. suspects = suspects + 1 counts on.
radii = [17.99, 13.54, 20.57, 12.46, 14.53, 11.57, 20.16]
limit = 15
guesses = []
suspects = 0
total = 0
for radius in radii:
    total = total + radius
    if radius > limit:
        guesses.append("malignant")
        suspects = 1
    else:
        guesses.append("benign")
