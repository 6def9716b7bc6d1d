# misconception: parameter-without-default
# fails: work_days
# says: cannot be called with the weekday alone
# hint: Without a default, every caller has to give holiday. Write holiday=0 in the line with def.
def day_kind(weekday, holiday):
    if holiday == 1 or weekday == 0 or weekday == 6:
        return "free"
    return "work"
