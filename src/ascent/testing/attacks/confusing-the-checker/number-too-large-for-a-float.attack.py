# attack: It answers with a whole number that no float can hold, to make the comparison break.
# stopped-by: Every number that travels can be compared; what cannot is wrong, not our fault.
# ends: wrong


def double(n):
    return 10**400
