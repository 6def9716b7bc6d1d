# misconception: test-overlaps-training
# fails: cut_in_two
# says: penguins are in train and in test
# hint: Your test starts before the training ends. A penguin in both makes the guess look too good.
masses = [3600, 4100, 3250, 3900, 4200, 4600, 3700, 3550, 4600, 3400]
cut = len(masses) * 8 // 10
train = masses[:cut]
test = masses[cut - 1 :]
guess = sum(train) / len(train)
sizes = (len(train), len(test))
