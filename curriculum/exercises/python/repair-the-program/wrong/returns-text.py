# misconception: repaired-in-the-wrong-place
# fails: returns_a_number
# says: where the text and the number meet
# hint: str inside the function makes its result a text, and nobody can calculate with it. Repair the print.
from statistics import mean


def typical(values):
    middle = mean(values)
    return str(round(middle, ndigits=1))


alcohol = [14.23, 13.2, 13.16, 14.37, 13.24]
print("Mean alcohol: " + typical(alcohol))
