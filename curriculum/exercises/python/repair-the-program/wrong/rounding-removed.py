# misconception: removes-what-fails
# fails: one_digit
# says: not removal
# hint: You removed the rounding from the function. round takes the named argument ndigits.
from statistics import mean


def typical(values):
    middle = mean(values)
    return middle


alcohol = [14.23, 13.2, 13.16, 14.37, 13.24]
print("Mean alcohol:", round(typical(alcohol), 1))
