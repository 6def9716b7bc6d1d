# misconception: print-for-return
# fails: work_days
# says: only return hands it to the caller
# hint: Your function prints the word and returns nothing. Use return in place of print.
def day_kind(weekday, holiday=0):
    if holiday == 1 or weekday == 0 or weekday == 6:
        print("free")
    else:
        print("work")
