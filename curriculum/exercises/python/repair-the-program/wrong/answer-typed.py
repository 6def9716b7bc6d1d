# misconception: typed-result
# fails: mean_of_any_bottles
# says: whatever the bottles are
# hint: The function uses alcohol in place of its parameter, so it knows these five bottles only. Use values inside it.
from statistics import mean


def typical(values):
    middle = mean(alcohol)
    return round(middle, ndigits=1)


alcohol = [14.23, 13.2, 13.16, 14.37, 13.24]
print("Mean alcohol:", typical(alcohol))
