# misconception: separate-ifs
# fails: dry_days
# says: A later question overwrites the first answer
# hint: Your second if starts a new chain, and its else overwrites "dry". Make the second question an elif.
rain = 5.3
lowest = -3.3
wind = 3.2
if rain == 0:
    sky = "dry"
if lowest < 0:
    sky = "snow"
else:
    sky = "rain"
warning = rain > 20 or wind > 9
