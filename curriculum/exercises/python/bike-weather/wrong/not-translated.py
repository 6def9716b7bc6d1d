# misconception: compares-the-wrong-unit
# fails: dry_weather
# says: No number from 0 to 1 reaches
# hint: You compare temp itself with 15, and temp is at most 1. Compare degrees(temp).
def degrees(temp):
    return temp * 47 - 8


def bike_weather(temp, rain=False):
    if temp >= 15 and not rain:
        return "good"
    return "bad"
