# misconception: wrong-name-imported
# fails: mean_of_any_bottles
# says: returns the middle bottle
# hint: You imported median. The misspelled name was mean.
from statistics import median


def typical(values):
    middle = median(values)
    return round(middle, ndigits=1)


alcohol = [14.23, 13.2, 13.16, 14.37, 13.24]
print("Mean alcohol: 13.6")
