columns = ["hour", "distance", "seats", "temp", "wind_speed", "dep_delay", "arr_delay"]
words = ["carrier", "origin"]

print("how many columns:", len(columns))
print("the first one:", columns[0])

# Make target, known, features, and departure and arrival here.


# Then remove the # from the next two lines.
# print("features:", features)
# print("target:", target, "- unknown at the gate:", departure, arrival)
