# misconception: typed-result
# fails: rainy_days
# says: sky is snow on every day
# hint: You stored the answer for this one day. The rule asks about rain and lowest, so that it works on each day.
rain = 5.3
lowest = -3.3
wind = 3.2
sky = "snow"
warning = False
