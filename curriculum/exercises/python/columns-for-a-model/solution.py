columns = ["hour", "distance", "seats", "temp", "wind_speed", "dep_delay", "arr_delay"]
words = ["carrier", "origin"]

print("how many columns:", len(columns))
print("the first one:", columns[0])

target = columns[-1]
known = columns[:-2]
features = words + known
departure, arrival = columns[-2:]

print("features:", features)
print("target:", target, "- unknown at the gate:", departure, arrival)
