# misconception: parameter-without-default
# fails: dry_weather
# says: cannot be called with temp alone
# hint: Without a default, each caller has to give rain. Write rain=False in the line with def.
def degrees(temp):
    return temp * 47 - 8


def bike_weather(temp, rain):
    if degrees(temp) >= 15 and not rain:
        return "good"
    return "bad"
