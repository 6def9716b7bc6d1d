def day_kind(weekday, holiday=0):
    """Name the kind of a day: "work" or "free"."""
    if holiday == 1 or weekday == 0 or weekday == 6:
        return "free"
    return "work"


# Each call hands one number over and prints what comes back.
print("Sunday:   ", day_kind(0))
print("Wednesday:", day_kind(3))
print("Saturday: ", day_kind(6))
print("4 July:   ", day_kind(1, holiday=1))
