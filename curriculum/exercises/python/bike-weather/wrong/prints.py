# misconception: print-for-return
# fails: in_degrees
# says: return hands it to the caller
# hint: degrees prints its result and returns nothing, so the second function has nothing to compare. Use return.
def degrees(temp):
    print(temp * 47 - 8)


def bike_weather(temp, rain=False):
    if temp * 47 - 8 >= 15 and not rain:
        return "good"
    return "bad"
