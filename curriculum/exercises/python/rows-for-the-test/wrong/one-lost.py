# misconception: slice-end-included
# fails: cut_in_two
# says: One penguin is neither in train nor in test
# hint: [:cut] ends before position cut. So the item at cut is still free, and [cut:] starts with it.
masses = [3600, 4100, 3250, 3900, 4200, 4600, 3700, 3550, 4600, 3400]
cut = len(masses) * 8 // 10
train = masses[:cut]
test = masses[cut + 1 :]
guess = sum(train) / len(train)
sizes = (len(train), len(test))
