# One day in Seattle.
rain = 5.3  # millimetres in the day, melted if it was snow
lowest = -3.3  # degrees Celsius in the night
wind = 3.2  # metres per second

if rain == 0:
    sky = "dry"
elif lowest < 0:
    sky = "snow"
else:
    sky = "rain"
warning = rain > 20 or wind > 9

print("rain:", rain, "lowest:", lowest, "wind:", wind)
print("sky:", sky, "- warning:", warning)
