# misconception: and-for-or
# fails: warns
# says: One of the two is enough
# hint: and asks for both at once. With or, one of them is enough.
rain = 5.3
lowest = -3.3
wind = 3.2
if rain == 0:
    sky = "dry"
elif lowest < 0:
    sky = "snow"
else:
    sky = "rain"
warning = rain > 20 and wind > 9
