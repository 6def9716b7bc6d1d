# misconception: removes-what-fails
# fails: prints_the_mean
# says: Keep the print and repair it
# hint: Without the print the program says nothing. A comma between the text and the number repairs it.
from statistics import mean


def typical(values):
    middle = mean(values)
    return round(middle, ndigits=1)


alcohol = [14.23, 13.2, 13.16, 14.37, 13.24]
