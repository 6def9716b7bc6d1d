# Give this function its second parameter, with a default, and the right answers.
def day_kind(weekday):
    """Name the kind of a day: "work" or "free"."""
    return "?"


# Each call hands one number over and prints what comes back.
print("Sunday:   ", day_kind(0))
print("Wednesday:", day_kind(3))
print("Saturday: ", day_kind(6))

# 4 July 2011 was a Monday and a holiday. Remove the # when your function takes both.
# print("4 July:   ", day_kind(1, holiday=1))
