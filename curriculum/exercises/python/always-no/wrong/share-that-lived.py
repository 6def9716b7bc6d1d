# misconception: share-of-the-other-group
# fails: share_of_no
# says: the share of those who lived
# hint: lived / passengers is where "no" is wrong. The rest, 1 minus that, is where it is right.
lived_first = 200
lived_second = 119
lived_third = 181
passengers = 1309
rule_right = 1021
lived = lived_first + lived_second + lived_third
guess = "no"
always_no = lived / passengers
gain = rule_right / passengers - always_no
