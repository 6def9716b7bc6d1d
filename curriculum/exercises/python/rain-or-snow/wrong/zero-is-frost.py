# misconception: limit-included
# fails: frosty_days
# says: does not include 0 itself
# hint: <= is true for 0 too. Below 0 is written with < alone.
rain = 5.3
lowest = -3.3
wind = 3.2
if rain == 0:
    sky = "dry"
elif lowest <= 0:
    sky = "snow"
else:
    sky = "rain"
warning = rain > 20 or wind > 9
