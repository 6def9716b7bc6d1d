# misconception: incomplete-comparison
# fails: work_days
# says: Each side of or has to be a whole comparison
# hint: weekday == 0 or 6 asks "is weekday 0, or is 6 something": the second is always yes. Write weekday == 6.
def day_kind(weekday, holiday=0):
    if holiday == 1 or weekday == 0 or 6:
        return "free"
    return "work"
