# misconception: typed-limit
# fails: follows_the_rule
# says: still cuts at 15
# hint: You typed 15 into the comparison. Use the name limit, so that the rule can be turned.
radii = [17.99, 13.54, 20.57, 12.46, 14.53, 11.57, 20.16]
limit = 15
guesses = []
suspects = 0
total = 0
for radius in radii:
    total = total + radius
    if radius > 15:
        guesses.append("malignant")
        suspects = suspects + 1
    else:
        guesses.append("benign")
