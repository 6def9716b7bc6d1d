# Mean radius of the nuclei in seven tumours, and what the doctors found later.
radii = [17.99, 13.54, 20.57, 12.46, 14.53, 11.57, 20.16]
found = ["malignant", "benign", "malignant", "benign", "benign", "benign", "malignant"]
limit = 15

print("the first radius:", radii[0])

guesses = []
suspects = 0
total = 0

# Write the loop here.


print("guesses:", guesses)
print("found:  ", found)
print("suspects:", suspects, "- sum of the radii:", total)
