# misconception: wrong-indentation
# fails: adds_all_up
# says: above the limit only
# hint: total = total + radius stands under the if, so small radii are left out. Indent it under for.
radii = [17.99, 13.54, 20.57, 12.46, 14.53, 11.57, 20.16]
limit = 15
guesses = []
suspects = 0
total = 0
for radius in radii:
    if radius > limit:
        guesses.append("malignant")
        suspects = suspects + 1
        total = total + radius
    else:
        guesses.append("benign")
