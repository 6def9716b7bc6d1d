# One day in Seattle.
rain = 5.3  # millimetres in the day, melted if it was snow
lowest = -3.3  # degrees Celsius in the night
wind = 3.2  # metres per second

sky = "?"
warning = False

# Write the rule here.


print("rain:", rain, "lowest:", lowest, "wind:", wind)
print("sky:", sky, "- warning:", warning)
