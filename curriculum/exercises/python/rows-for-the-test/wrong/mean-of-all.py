# misconception: trains-on-the-test
# fails: guess_from_train
# says: The test penguins were in it
# hint: You took the mean of masses. The test stands for penguins that nobody has weighed yet, so use train.
masses = [3600, 4100, 3250, 3900, 4200, 4600, 3700, 3550, 4600, 3400]
cut = len(masses) * 8 // 10
train = masses[:cut]
test = masses[cut:]
guess = sum(masses) / len(masses)
sizes = (len(train), len(test))
