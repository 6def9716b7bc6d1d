# misconception: parameter-not-used
# fails: holidays
# says: although it is a holiday
# hint: The function takes holiday and never looks at it. Ask for it in the if.
def day_kind(weekday, holiday=0):
    if weekday == 0 or weekday == 6:
        return "free"
    return "work"
