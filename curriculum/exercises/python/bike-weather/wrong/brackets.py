# misconception: brackets-change-the-order
# fails: in_degrees
# says: subtracts 8 from 47 first
# hint: Brackets around 47 - 8 make it 39. temp is multiplied by 47, and 8 is taken from the product.
def degrees(temp):
    return temp * (47 - 8)


def bike_weather(temp, rain=False):
    if degrees(temp) >= 15 and not rain:
        return "good"
    return "bad"
