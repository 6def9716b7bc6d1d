def degrees(temp):
    """The temperature in degrees Celsius; temp runs from 0 to 1."""
    return None


# Give this function its second parameter, with a default.
def bike_weather(temp):
    """Whether the weather is "good" or "bad" for riding a bike."""
    return None


print("temp 0.24:", degrees(0.24), "degrees,", bike_weather(0.24))
print("temp 0.70:", degrees(0.70), "degrees,", bike_weather(0.70))

# Remove the # when your function takes both.
# print("temp 0.70 in the rain:", bike_weather(0.70, rain=True))
