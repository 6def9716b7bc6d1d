# Body mass in grams of ten penguins, in random order.
masses = [3600, 4100, 3250, 3900, 4200, 4600, 3700, 3550, 4600, 3400]

print("penguins:", len(masses))
print("first three:", masses[:3])

cut = len(masses) * 8 // 10
train = masses[:cut]
test = masses[cut:]
guess = sum(train) / len(train)
sizes = (len(train), len(test))

print("train:", train, "test:", test, "sizes:", sizes)
print("guess:", guess, "- the test penguins weigh", test)
