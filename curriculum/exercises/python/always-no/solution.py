# Passengers who lived, by the class of their ticket.
lived_first = 200
lived_second = 119
lived_third = 181

passengers = 1309  # all of them
rule_right = 1021  # "women live, men do not" is right for so many

print("first class:", lived_first, "- third class:", lived_third)

lived = lived_first + lived_second + lived_third
guess = "no"
always_no = 1 - lived / passengers
gain = rule_right / passengers - always_no

print(lived, guess, round(always_no, 3), round(gain, 3))
