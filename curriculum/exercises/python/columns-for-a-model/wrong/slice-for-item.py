# misconception: slice-for-item
# fails: last_item
# says: target is a list
# hint: columns[-1:] is a list with one item in it. columns[-1] is the item itself.
columns = ["hour", "distance", "seats", "temp", "wind_speed", "dep_delay", "arr_delay"]
words = ["carrier", "origin"]
target = columns[-1:]
known = columns[:-2]
features = words + known
departure, arrival = columns[-2:]
