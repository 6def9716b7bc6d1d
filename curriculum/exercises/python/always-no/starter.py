# Passengers who lived, by the class of their ticket.
lived_first = 200
lived_second = 119
lived_third = 181

passengers = 1309  # all of them
rule_right = 1021  # "women live, men do not" is right for so many

print("first class:", lived_first, "- third class:", lived_third)

# Make lived, guess, always_no and gain here.


# When they are there, remove the # from the next line and look at them.
# round(gain, 3) shows three digits of a long fraction.
# print(lived, guess, round(always_no, 3), round(gain, 3))
