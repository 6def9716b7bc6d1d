# misconception: fixed-positions
# fails: last_item
# says: counted from the end fits lists of any length
# hint: Position 6 is the last one only in this list. -1 is the last one in every list.
columns = ["hour", "distance", "seats", "temp", "wind_speed", "dep_delay", "arr_delay"]
words = ["carrier", "origin"]
target = columns[6]
known = columns[0:5]
features = words + known
departure, arrival = columns[5], columns[6]
