from statistics import meen


# def names a function: the steps below it run when somebody calls typical(...).
def typical(values):
    """The mean of the values, rounded to one digit."""
    middle = mean(value)
    return round(middle, digits=1)


# Alcohol in per cent of five bottles, all of grape A.
alcohol = [14.23, 13.2, 13.16, 14.37, 13.24]

print("Mean alcohol: " + typical(alcohol))
