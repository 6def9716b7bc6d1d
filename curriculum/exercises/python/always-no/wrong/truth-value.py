# misconception: truth-value-for-text
# fails: says_no
# says: a truth value
# hint: False is not the word no. Text stands in quotes.
lived_first = 200
lived_second = 119
lived_third = 181
passengers = 1309
rule_right = 1021
lived = lived_first + lived_second + lived_third
guess = False
always_no = 1 - lived / passengers
gain = rule_right / passengers - always_no
