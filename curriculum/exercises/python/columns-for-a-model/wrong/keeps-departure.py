# misconception: leaks-the-future
# fails: without_the_delays
# says: still has the last but one column
# hint: The delay at departure is measured after the gate closes. A model that reads it cheats, so leave out two columns.
columns = ["hour", "distance", "seats", "temp", "wind_speed", "dep_delay", "arr_delay"]
words = ["carrier", "origin"]
target = columns[-1]
known = columns[:-1]
features = words + known
departure, arrival = columns[-2:]
