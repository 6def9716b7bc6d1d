# misconception: mixes-count-and-share
# fails: gain_of_rule
# says: subtracts a share from a number of people
# hint: rule_right is a number of people, always_no a share. Divide rule_right by passengers before you subtract.
lived_first = 200
lived_second = 119
lived_third = 181
passengers = 1309
rule_right = 1021
lived = lived_first + lived_second + lived_third
guess = "no"
always_no = 1 - lived / passengers
gain = rule_right - always_no
