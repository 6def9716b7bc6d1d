# Body mass in grams of ten penguins, in random order.
masses = [3600, 4100, 3250, 3900, 4200, 4600, 3700, 3550, 4600, 3400]

print("penguins:", len(masses))
print("first three:", masses[:3])

# Make cut, train, test, guess and sizes here.


# When they are there, remove the # from the next two lines.
# print("train:", train, "test:", test, "sizes:", sizes)
# print("guess:", guess, "- the test penguins weigh", test)
