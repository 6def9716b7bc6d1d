# misconception: parameter-not-used
# fails: wet_weather
# says: A warm day in the rain comes out as good
# hint: The function takes rain and never asks for it. Join a second condition with and.
def degrees(temp):
    return temp * 47 - 8


def bike_weather(temp, rain=False):
    if degrees(temp) >= 15:
        return "good"
    return "bad"
