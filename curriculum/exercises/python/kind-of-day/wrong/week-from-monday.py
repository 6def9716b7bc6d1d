# misconception: week-starts-on-monday
# fails: work_days
# says: Friday (weekday 5) comes out as free
# hint: You count from Monday. In this table 0 is Sunday and 6 is Saturday.
def day_kind(weekday, holiday=0):
    if holiday == 1 or weekday >= 5:
        return "free"
    return "work"
