# misconception: typed-result
# fails: adds_three
# says: stays at 500
# hint: 500 stood in the text. Add the three names up, so that the sum follows them.
lived_first = 200
lived_second = 119
lived_third = 181
passengers = 1309
rule_right = 1021
lived = 500
guess = "no"
always_no = 1 - lived / passengers
gain = rule_right / passengers - always_no
