# misconception: positions-start-at-one
# fails: without_the_delays
# says: starts at the second item
# hint: Positions start at 0. A slice from 1 leaves the first item out.
columns = ["hour", "distance", "seats", "temp", "wind_speed", "dep_delay", "arr_delay"]
words = ["carrier", "origin"]
target = columns[-1]
known = columns[1:-2]
features = words + known
departure, arrival = columns[-2:]
