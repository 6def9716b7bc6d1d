# misconception: append-for-plus
# fails: joins_lists
# says: holds a list inside the list
# hint: append adds its argument as one item. To join two lists, put + between them.
columns = ["hour", "distance", "seats", "temp", "wind_speed", "dep_delay", "arr_delay"]
words = ["carrier", "origin"]
target = columns[-1]
known = columns[:-2]
features = words
features.append(known)
departure, arrival = columns[-2:]
