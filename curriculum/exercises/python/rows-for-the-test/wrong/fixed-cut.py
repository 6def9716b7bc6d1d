# misconception: fixed-positions
# fails: whole_cut
# says: cut stays at 8
# hint: 8 is right for ten penguins. len(masses) knows how many there are.
masses = [3600, 4100, 3250, 3900, 4200, 4600, 3700, 3550, 4600, 3400]
cut = 8
train = masses[:cut]
test = masses[cut:]
guess = sum(train) / len(train)
sizes = (len(train), len(test))
