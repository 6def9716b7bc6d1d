# misconception: overwrites-the-sum
# fails: adds_all_up
# says: total is the last radius alone
# hint: total = radius forgets what was there. total = total + radius adds to it.
radii = [17.99, 13.54, 20.57, 12.46, 14.53, 11.57, 20.16]
limit = 15
guesses = []
suspects = 0
total = 0
for radius in radii:
    total = radius
    if radius > limit:
        guesses.append("malignant")
        suspects = suspects + 1
    else:
        guesses.append("benign")
