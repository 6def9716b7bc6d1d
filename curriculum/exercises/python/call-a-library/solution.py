import numpy as np

# Body mass in grams of nine penguins. The square brackets hold all nine under one name.
masses = [3750, 3800, 3250, 3450, 3650, 5700, 5400, 4950, 5850]
label = "palmer penguins"

# min and max are functions of Python itself. They need no import.
print("lightest:", min(masses))
print("heaviest:", max(masses))

middle = np.median(masses)
heavy = np.quantile(masses, q=0.9)
heading = label.title()

print(heading, "- middle:", middle, "heavy:", heavy)
